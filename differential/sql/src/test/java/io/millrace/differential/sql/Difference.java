/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import io.millrace.differential.sql.draw.DrawnCase;

/**
 * A query of which the engines make different things.
 *
 * @param seed of the query that it was found in
 */
public record Difference(DrawnCase drawn, long seed, int parallelism, String what) {
    @Override
    public String toString() {
        return "seed " + seed + ", parallelism " + parallelism + ", " + AggregateOptions.of(seed) + ": " + what + "\n"
                + drawn;
    }
}
