/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.flink.cluster.rest.FlinkAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a job runs. */
sealed interface Target {
    /** How a process of its own on this machine is called. */
    String EMBEDDED = "embedded";

    /** How a cluster is called that is started for one job. */
    String LOCAL_CLUSTER = "local-cluster";

    /** A process of its own on this machine. */
    record Embedded() implements Target {}

    /** A cluster on this machine, started for one job. */
    record OwnCluster() implements Target {}

    /** A cluster that runs already. */
    record FlinkCluster(FlinkAddress address) implements Target {}

    /** Reads what is given to {@code --on}. */
    final class Converter implements ITypeConverter<Target> {
        @Override
        public Target convert(String value) {
            try {
                return switch (value) {
                    case EMBEDDED -> new Embedded();
                    case LOCAL_CLUSTER -> new OwnCluster();
                    default -> new FlinkCluster(FlinkAddress.parse(value));
                };
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + "; or as " + LOCAL_CLUSTER + ", or " + EMBEDDED);
            }
        }
    }
}
