/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointBenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"millrace", "flink-hashmap", "flink-rocksdb"})
    void measuresAJobThatRunsInAChildJvm(String engine, @TempDir Path directory) throws Exception {
        Path json = directory.resolve("checkpoint.json");
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();

        new CheckpointBenchmark(
                        new CheckpointBenchmark.Options(
                                List.of(engine), List.of(10_000L), 2, 20_000, 1, 0.3, 1, List.of("-Xmx512m"), json),
                        stream(progress))
                .run(stream(table));

        assertThat(table.toString(StandardCharsets.UTF_8)).contains("10000 keys", "each 100 ms", "1.0 % of the keys");
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("has 10,000 keys", "round 1 of 1");
        JsonNode row = new ObjectMapper().readTree(json.toFile()).get(0);
        JsonNode often = row.get("levels").get(2);
        assertThat(often.get("latency").get("count").asLong()).isPositive();
        assertThat(often.get("pause").get("count").asLong()).isPositive();
        assertThat(often.get("ownPause").get("max").asLong())
                .isLessThanOrEqualTo(often.get("pause").get("max").asLong());
        assertThat(row.get("levels").get(0).get("duration").get("count").asLong())
                .isZero();
        long full = row.get("full").get("bytes").asLong();
        assertThat(full).isGreaterThan(10_000 * 30);
        if (!engine.equals(CheckpointBenchmark.FLINK_HASHMAP)) {
            assertThat(row.get("increments").get(1).get("bytes").asLong()).isLessThan(full / 4);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
