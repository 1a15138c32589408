/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.savepoint.Savepoint;
import io.millrace.snapshot.SnapshotException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that reads one snapshot. What is wrong with the snapshot is told in one line. */
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
abstract class SavepointReading implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SNAPSHOT",
            description = {
                "The directory of one checkpoint or savepoint: the one that holds its manifest.json, or Flink's"
                        + " _metadata.",
                "A path, or such as s3://bucket/path."
            })
    private String directory;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try (ReadableSnapshot snapshot = ReadableSnapshot.open(directory)) {
            return run(load(snapshot.location()));
        } catch (SnapshotException wrong) {
            spec.commandLine().getErr().println("millrace: " + wrong.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    private static Savepoint load(String location) throws IOException {
        try {
            return Savepoint.load(location);
        } catch (IllegalArgumentException noLocation) {
            throw new SnapshotException(String.valueOf(noLocation.getMessage()), noLocation);
        }
    }

    abstract int run(Savepoint savepoint) throws IOException;

    final CommandSpec spec() {
        return spec;
    }

    final void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
