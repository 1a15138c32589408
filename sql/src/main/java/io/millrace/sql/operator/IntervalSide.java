/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * One input of an interval join.
 *
 * @param timeColumn the rowtime; -1 for the processing time at which a row comes
 * @param inMicros whether the rowtime is in microseconds
 */
public record IntervalSide(JoinSide side, int timeColumn, boolean inMicros) {
    private static final long MICROS = 1000;

    /** Returns the time of a row, in milliseconds, or null if it has none. */
    @Nullable
    Long timeOf(ColumnBatch batch, int position, long nowMillis) {
        if (timeColumn < 0) {
            return nowMillis;
        }
        Object value = batch.value(timeColumn, position);
        if (value == null) {
            return null;
        }
        long time = ((Number) value).longValue();
        return inMicros ? Math.floorDiv(time, MICROS) : time;
    }
}
