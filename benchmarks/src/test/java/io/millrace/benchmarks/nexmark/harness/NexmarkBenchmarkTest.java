/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.sql.SqlQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NexmarkBenchmarkTest {

    @Test
    void measuresInChildJvmsAndReportsTableAndJson(@TempDir Path directory) throws Exception {
        Path json = directory.resolve("results/nexmark.json");
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        BenchmarkOptions options = new BenchmarkOptions(
                List.of("loop"), List.of(Query.Q0, Query.Q5), List.of(1, 2), 20_000, 2, 256L, json);

        new NexmarkBenchmark(options, stream(table), stream(progress)).run();

        assertThat(table.toString(StandardCharsets.UTF_8)).contains("events/s", "q0", "q5", "loop");
        assertThat(progress.toString(StandardCharsets.UTF_8))
                .contains("-Xmx256m", "q5 on loop at parallelism 1, run 2 of 2");
        JsonNode results = new ObjectMapper().readTree(json.toFile());
        assertThat(results).hasSize(2);
        assertThat(results.get(1).get("query").asText()).isEqualTo("q5");
        assertThat(results.get(1).get("eventsPerSecond").asDouble()).isPositive();
        assertThat(results.get(1).get("checksum").asText()).isNotEmpty();
    }

    @Test
    void runsASingleThreadedEngineOncePerQuery() {
        BenchmarkOptions options =
                new BenchmarkOptions(List.of("loop", "flink"), List.of(Query.Q0), List.of(1, 2), 1, 1, null, null);
        assertThat(BenchmarkCase.groups(options))
                .containsExactly(
                        List.of(new BenchmarkCase(Query.Q0, 1, "loop"), new BenchmarkCase(Query.Q0, 1, "flink")),
                        List.of(new BenchmarkCase(Query.Q0, 2, "flink")));
    }

    @Test
    void leavesOutWhatAnEngineDoesNotHave() {
        BenchmarkOptions options = new BenchmarkOptions(
                Api.SQL_FLAT,
                List.of("millrace", "loop", "flink"),
                List.of(SqlQuery.Q5, SqlQuery.Q6),
                List.of(1),
                1,
                1,
                null,
                null);
        assertThat(BenchmarkCase.groups(options))
                .containsExactly(
                        List.of(
                                new BenchmarkCase(SqlQuery.Q5, 1, "millrace"),
                                new BenchmarkCase(SqlQuery.Q5, 1, "loop"),
                                new BenchmarkCase(SqlQuery.Q5, 1, "flink")),
                        List.of(new BenchmarkCase(SqlQuery.Q6, 1, "millrace")));
    }

    @Test
    void measuresSqlInChildJvms() throws Exception {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        BenchmarkOptions options = new BenchmarkOptions(
                Api.SQL_NESTED,
                List.of("millrace", "loop", "flink-minibatch"),
                List.of(SqlQuery.Q2),
                List.of(1),
                20_000,
                1,
                512L,
                null);

        new NexmarkBenchmark(options, stream(table), stream(new ByteArrayOutputStream())).run();

        assertThat(table.toString(StandardCharsets.UTF_8))
                .contains("SQL over one table of nested rows", "millrace", "loop", "flink-minibatch");
    }

    @Test
    void refusesChecksumsThatDiffer() {
        AgreedChecksums checksums = new AgreedChecksums();
        checksums.requireSame(new BenchmarkCase(Query.Q0, 1, "loop"), "1-a");
        checksums.requireSame(new BenchmarkCase(Query.Q1, 1, "loop"), "1-b");
        checksums.requireSame(new BenchmarkCase(Query.Q0, 2, "flink"), "1-a");
        assertThatThrownBy(() -> checksums.requireSame(new BenchmarkCase(Query.Q0, 1, "flink"), "1-c"))
                .isInstanceOf(ChecksumMismatchException.class)
                .hasMessageContaining("q0 on flink at parallelism 1 gave 1-c")
                .hasMessageContaining("1-a");
    }

    @Test
    void saysWhichEnginesThereAre() {
        assertThatThrownBy(() -> new BenchmarkOptions(List.of("lop"), List.of(Query.Q0), List.of(1), 1, 1, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'lop'")
                .hasMessageContaining("loop, flink");
    }

    @Test
    void comparesWithTheLoopAtParallelismOneAndWithFlinkAtItsOwn() {
        String table = new ReportTable(
                        List.of(summary("loop", 1, 20e6), summary("flink", 1, 5e6), summary("flink", 2, 8e6)))
                .text();
        assertThat(table.lines().skip(3).findFirst().orElseThrow()).contains("0.40", "1.00", "8,000,000");
    }

    @Test
    void takesTheMiddleOfTheRuns() {
        List<MeasuredRun> runs = List.of(run(4_000_000_000L), run(1_000_000_000L), run(2_000_000_000L));
        CaseSummary summary =
                CaseSummary.of(Api.DATASTREAM, new BenchmarkCase(Query.Q0, 1, "loop"), 1000, runs, "here");
        assertThat(summary.eventsPerSecond()).isEqualTo(500);
    }

    @Test
    void readsPeakResidentMemory() throws IOException {
        assertThat(PeakMemory.residentBytes(List.of("VmPeak:\t  9 kB", "VmHWM:\t  2048 kB")))
                .isEqualTo(2048 * 1024);
    }

    private static MeasuredRun run(long elapsedNanos) {
        return new MeasuredRun("1-a", elapsedNanos, elapsedNanos, 1);
    }

    private static CaseSummary summary(String engine, int parallelism, double eventsPerSecond) {
        return new CaseSummary("datastream", engine, "q0", parallelism, 1, eventsPerSecond, 1, 1, "1-a", 1, "here");
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
