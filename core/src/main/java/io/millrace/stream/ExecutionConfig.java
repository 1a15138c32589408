/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of a program that its operators share; those of the environment, under the names that Flink gives them. */
public final class ExecutionConfig {
    private final StreamExecutionEnvironment environment;
    private GlobalJobParameters globalJobParameters = new GlobalJobParameters();

    ExecutionConfig(StreamExecutionEnvironment environment) {
        this.environment = environment;
    }

    public int getParallelism() {
        return environment.getParallelism();
    }

    public ExecutionConfig setParallelism(int parallelism) {
        environment.setParallelism(parallelism);
        return this;
    }

    public int getMaxParallelism() {
        return environment.getMaxParallelism();
    }

    public ExecutionConfig setMaxParallelism(int maxParallelism) {
        environment.setMaxParallelism(maxParallelism);
        return this;
    }

    public GlobalJobParameters getGlobalJobParameters() {
        return globalJobParameters;
    }

    /** Sets what functions read with {@code getRuntimeContext().getGlobalJobParameters()}. */
    public ExecutionConfig setGlobalJobParameters(GlobalJobParameters parameters) {
        this.globalJobParameters = parameters;
        return this;
    }

    /** What a program was started with. */
    public static class GlobalJobParameters implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Returns the parameters, in the order in which they were given. */
        public Map<String, String> toMap() {
            return Collections.emptyMap();
        }

        /** Returns parameters that hold a copy of the map. */
        public static GlobalJobParameters of(Map<String, String> parameters) {
            Map<String, String> copy = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            return new GlobalJobParameters() {
                private static final long serialVersionUID = 1L;

                @Override
                public Map<String, String> toMap() {
                    return copy;
                }
            };
        }
    }
}
