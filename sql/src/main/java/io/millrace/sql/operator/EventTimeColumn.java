/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.operator.OperatorContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The column that holds the event time of rows. Immutable.
 *
 * @param column by position
 * @param isMicros whether whole numbers in it are microseconds, where they else are milliseconds
 */
public record EventTimeColumn(int column, boolean isMicros) {
    private static final int MICROS_PER_MILLI = 1000;

    /** Returns whether the watermark has reached the time of a row, or it has none. */
    boolean isLate(ColumnBatch batch, int position, OperatorContext context) {
        return batch.isNull(column, position) || millis(batch, position) <= context.watermark();
    }

    long millis(ColumnBatch batch, int position) {
        return millis(batch.value(column, position));
    }

    long millis(RowData row) {
        return millis(row.get(column));
    }

    private long millis(@Nullable Object value) {
        if (value instanceof Long count) {
            return isMicros ? Math.floorDiv(count, MICROS_PER_MILLI) : count;
        } else if (value instanceof Instant instant) {
            return instant.toEpochMilli();
        } else if (value instanceof LocalDateTime dateTime) {
            return dateTime.toInstant(ZoneOffset.UTC).toEpochMilli();
        }
        throw new IllegalStateException("No time is " + value);
    }
}
