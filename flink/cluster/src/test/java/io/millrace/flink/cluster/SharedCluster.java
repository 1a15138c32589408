/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster;

import io.millrace.flink.cluster.local.LocalCluster;
import io.millrace.flink.cluster.local.LocalClusterOptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One cluster of one task manager with two slots for all tests that take a {@link LocalCluster}. */
public final class SharedCluster implements ParameterResolver {
    private record Running(LocalCluster cluster) implements AutoCloseable {
        @Override
        public void close() {
            cluster.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalCluster.class;
    }

    @Override
    public LocalCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedCluster.class))
                .getOrComputeIfAbsent(SharedCluster.class, any -> new Running(start()), Running.class)
                .cluster();
    }

    private static LocalCluster start() {
        try {
            return LocalCluster.start(
                    LocalClusterOptions.of(1).quickToStart().with("restart-strategy.type", "disable"));
        } catch (Exception e) {
            throw new IllegalStateException("The cluster did not start", e);
        }
    }
}
