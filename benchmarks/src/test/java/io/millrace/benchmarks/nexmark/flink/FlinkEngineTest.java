/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.loop.LoopEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlinkEngineTest {

    private static final long EVENTS = 150_000;

    @ParameterizedTest
    @EnumSource(Query.class)
    void givesTheResultsOfTheLoopAtParallelismTwo(Query query) throws Exception {
        String expected = new LoopEngine().run(query, 1, EVENTS).checksum();
        assertThat(new FlinkEngine().run(query, 2, EVENTS).checksum()).isEqualTo(expected);
    }
}
