/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.graph.StateBackendSettings;
import io.millrace.stream.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class StateBackendsTest {
    private static StreamExecutionEnvironment environment(StateBackendSettings backend) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setStateBackend(backend);
        environment.fromSequence(1, 10).print();
        return environment;
    }

    @Test
    void aBackendThatIsNotThereIsRefusedBeforeTheJobStarts() {
        assertThatThrownBy(() -> environment(StateBackendSettings.rocksdb()).executeAsync("numbers"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'rocksdb'")
                .hasMessageContaining("[hashmap]")
                .hasMessageContaining("io.millrace:millrace-rocksdb");
        assertThatThrownBy(() ->
                        environment(new StateBackendSettings("rocksdbb", 5)).executeAsync("numbers"))
                .hasMessageContaining("'rocksdbb'")
                .hasMessageContaining("set another backend");
    }

    @Test
    void memoryIsAlwaysThere() {
        assertThat(StateBackends.find("hashmap", getClass().getClassLoader())).isNull();
    }

    @Test
    void aKeyMustBeInMemory() {
        assertThatThrownBy(() -> StateBackendSettings.rocksdb().withKeysInMemory(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("At least one key");
    }
}
