/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.harness.Engines;
import io.millrace.benchmarks.nexmark.loop.LoopEngine;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries as programs of Millrace, on a Flink cluster within this JVM. */
class MillraceOnFlinkTest {
    private static final long EVENTS = 150_000;

    static Stream<Arguments> cases() {
        return Arrays.stream(Query.values())
                .flatMap(query -> IntStream.of(1, 2, 4).mapToObj(parallelism -> Arguments.of(query, parallelism)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheResultsOfTheLoop(Query query, int parallelism) throws Exception {
        String expected = new LoopEngine().run(query, 1, EVENTS).checksum();
        assertThat(Engines.of("millrace-on-flink")
                        .run(query, parallelism, EVENTS)
                        .checksum())
                .isEqualTo(expected);
    }
}
