/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafepointsTest {
    @Test
    void saysWhatTheJvmHeldUpOfAStretchOfTime(@TempDir Path directory) throws Exception {
        Path log = Files.writeString(directory.resolve("safepoints.log"), """
                [900ns] something else
                [1500ns] Safepoint "Cleanup", Time since last: 9 ns, Reaching safepoint: 60 ns, Cleanup: 20 ns,\
                 At safepoint: 20 ns, Total: 100 ns
                [3000ns] Safepoint "G1CollectForAllocation", Time since last: 9 ns, Reaching safepoint: 0 ns, Cleanup:\
                 0 ns, At safepoint: 500 ns, Total: 500 ns
                """);
        Safepoints safepoints = Safepoints.read(log);
        assertThat(safepoints.nanosWithin(0, 5_000)).isEqualTo(600);
        assertThat(safepoints.nanosWithin(1_450, 2_600)).isEqualTo(150);
        assertThat(safepoints.nanosWithin(1_600, 2_400)).isZero();
        assertThat(safepoints.longestWithin(0, 5_000)).isEqualTo(500);
        assertThat(safepoints.longestWithin(0, 2_000)).isEqualTo(100);
    }
}
