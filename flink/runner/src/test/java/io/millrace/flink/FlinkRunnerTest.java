/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.LocalEngine;
import io.millrace.runner.Runner;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Who runs a program that has Flink on its class path. */
class FlinkRunnerTest {
    @Test
    void standsBackInAProgramThatWasNotSubmittedThoughItComesFirst() {
        assertThat(ServiceLoader.load(Runner.class)).first().isInstanceOf(FlinkRunner.class);
        assertThat(Runner.find()).isInstanceOf(LocalEngine.class);
    }
}
