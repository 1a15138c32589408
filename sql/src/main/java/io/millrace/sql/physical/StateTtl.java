/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import java.time.Duration;
import java.util.Locale;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.jspecify.annotations.Nullable;

/** How long an operator keeps what it knows of an input's rows. */
final class StateTtl {
    private StateTtl() {}

    /** Returns what the hint STATE_TTL says of the table that an input's rows are those of; null where it says nothing. */
    static @Nullable Duration hintedFor(RelNode input) {
        RelNode node = input;
        while (node instanceof Project || node instanceof Filter || node instanceof WatermarkAssigner) {
            node = node.getInput(0);
        }
        return node instanceof SourceScan scan ? scan.tableHints().stateTtl().orElse(null) : null;
    }

    /** Returns the time to live in milliseconds: a hint's where there is one, and else the session's. */
    static long millis(@Nullable Duration hinted, Translation translation) {
        return hinted == null ? translation.stateTtlMillis() : hinted.toMillis();
    }

    /** Returns what is kept the longer of two, where zero is for ever. */
    static Duration longer(Duration one, Duration other) {
        return one.isZero() || other.isZero() ? Duration.ZERO : one.compareTo(other) >= 0 ? one : other;
    }

    /** Returns a duration as people read it, such as {@code 2h}. */
    static String text(Duration duration) {
        return duration.isZero()
                ? "for ever"
                : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
