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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryBenchmarkTest {
    @Test
    void killsAJobAndSaysWhenItIsBack(@TempDir Path directory) throws Exception {
        Path json = directory.resolve("recovery.json");
        ByteArrayOutputStream table = new ByteArrayOutputStream();

        new RecoveryBenchmark(
                        new RecoveryBenchmark.Options(List.of(1_000_000L), 2, 2, List.of("-Xmx512m"), json),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .run(new PrintStream(table, true, StandardCharsets.UTF_8));

        assertThat(table.toString(StandardCharsets.UTF_8)).contains("kill to row", "1,000,000");
        JsonNode rows = new ObjectMapper().readTree(json.toFile());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).get("keys").asLong()).isEqualTo(10_000);
        assertThat(rows.get(1).get("restoreSeconds").asDouble())
                .isPositive()
                .isLessThan(rows.get(1).get("secondsToFirstRow").asDouble());
    }
}
