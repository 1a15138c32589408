/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.flights.FlightsData;
import io.millrace.examples.flights.FlightsJob;
import io.millrace.examples.flights.FlightsListener;
import io.millrace.examples.flights.FlightsOptions;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code examples/flights.sql} beside the job in Java that it is the twin of. */
class FlightsSqlTest {
    private static final Path SCRIPT = Path.of("../examples/flights.sql");
    private static final int LATE = 36;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theScriptWritesWhatTheJobInJavaWrites(int parallelism) throws Exception {
        Path inJava = directory.resolve("java");
        Path inSql = directory.resolve("sql");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        FlightsOptions options = new FlightsOptions(
                FlightsData.locate(), inJava, FlightsOptions.DEFAULT_OUT_OF_ORDERNESS, parallelism, 0);
        FlightsJob.build(environment, options, FlightsListener.NONE);
        environment.execute("flights");

        runSql(inSql, parallelism);

        for (String output : List.of("airport-days", "worst", "alerts", "late")) {
            List<String> expected = lines(inJava.resolve(output));
            List<String> actual = lines(inSql.resolve(output));
            assertThat(actual.get(0)).as("header of %s", output).isEqualTo(expected.get(0));
            assertThat(actual).as(output).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(lines(inSql.resolve("late"))).hasSize(1 + LATE);
    }

    private void runSql(Path output, int parallelism) throws IOException {
        String script = Files.readString(SCRIPT)
                .replace("'out/flights-sql/", "'" + output + "/")
                .replace("'examples/data/flights/", "'" + FlightsData.locate() + "/");
        Path file = Files.writeString(directory.resolve("flights.sql"), script);
        StringWriter err = new StringWriter();
        int status = Millrace.run(
                new PrintWriter(new StringWriter(), true),
                new PrintWriter(err, true),
                "run",
                "-D",
                "parallelism.default=" + parallelism,
                file.toString());
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
    }

    private static List<String> lines(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            List<Path> all = files.toList();
            assertThat(all).as("files in %s", output).hasSize(1);
            return Files.readAllLines(all.get(0));
        }
    }
}
