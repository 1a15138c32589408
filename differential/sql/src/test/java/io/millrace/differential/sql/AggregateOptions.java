/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import io.millrace.sql.configuration.SqlOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** How groups are aggregated: whether rows are gathered, in how many phases, and whether distinct values are dealt out. */
final class AggregateOptions {
    private static final int SPLITS = 1;
    private static final int GATHERS = 2;
    private static final int ONE_PHASE = 4;
    private static final int CHOICES = 16; // half of them are none

    private AggregateOptions() {}

    /** Returns what SET sets for the query of a seed; nothing for every other one, whose changelogs are as they are by default. */
    static Map<String, String> of(long seed) {
        int choice = Math.floorMod(seed, CHOICES);
        Map<String, String> options = new LinkedHashMap<>();
        if (choice >= CHOICES / 2) {
            return options;
        }
        if ((choice & SPLITS) != 0) {
            options.put(SqlOptions.DISTINCT_SPLIT_ENABLED.key(), "true");
            options.put(SqlOptions.DISTINCT_SPLIT_BUCKETS.key(), "3");
        }
        if ((choice & GATHERS) != 0) {
            options.put(SqlOptions.MINI_BATCH_ENABLED.key(), "true");
            options.put(SqlOptions.MINI_BATCH_LATENCY.key(), "1 s");
            options.put(SqlOptions.MINI_BATCH_SIZE.key(), "5");
        }
        if ((choice & ONE_PHASE) != 0) {
            options.put(SqlOptions.AGGREGATE_PHASE.key(), "ONE_PHASE");
        }
        return options;
    }
}
