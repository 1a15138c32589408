/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A case's figures, as they are written to JSON.
 *
 * @param rowsPerEvent result rows for each input event
 * @param slidesHeld how many slides the windows held at the end: less than {@code sizeOverSlide} where the run was short
 * @param sameWindows how many windows the engine before this one completed, too, with the same rows
 * @param ofFirst throughput compared with that of the smallest ratio of the same engine, aggregate and keys
 */
@JsonPropertyOrder({"engine", "sizeOverSlide", "aggregate", "keys", "eventsPerSecond"})
record WindowRow(
        String engine,
        int sizeOverSlide,
        String aggregate,
        long keys,
        double eventsPerSecond,
        double cpuMicrosPerEvent,
        double rowsPerEvent,
        int slidesHeld,
        int sameWindows,
        double ofFirst,
        String machine) {}
