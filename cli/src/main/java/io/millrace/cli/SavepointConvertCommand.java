/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.engine.Storages;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace savepoint convert}: the way back from a cluster. */
@Command(
        name = "convert",
        description = {
            "Turns a savepoint that Flink took of a program of Millrace's into one of Millrace's, which an embedded job"
                    + " starts from, at any parallelism. Flink's is only read.",
            "The other way there is nothing to convert: run --on takes savepoints of both.",
            "As in: millrace savepoint convert savepoints/savepoint-83ff80-5fbbb78609f9 savepoints/orders"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class SavepointConvertCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "SAVEPOINT",
            description = "The directory of a savepoint or retained checkpoint of Flink's: the one that holds its"
                    + " _metadata.")
    private String from;

    @Parameters(
            index = "1",
            paramLabel = "OUTPUT",
            description = "A new or empty directory. A path, or such as s3://bucket/path.")
    private String to;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ReadableSnapshot.convert(from, Storages.absolute(to));
        spec.commandLine().getOut().println(to);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
