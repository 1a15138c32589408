/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.sql.function.runtime.Strings;
import io.millrace.store.RowPages;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order of rows by some of their columns; rows that are equal there are ties. Immutable. */
public final class RowOrder implements Comparator<RowData> {
    private final List<Key> keys;

    /**
     * One column to sort by.
     *
     * @param column by position
     * @param descending whether great values come first
     * @param nullsFirst whether rows without a value come before all others
     */
    public record Key(int column, boolean descending, boolean nullsFirst) {
        @Override
        public String toString() {
            return "$" + column + (descending ? " DESC" : " ASC") + (nullsFirst == descending ? nulls() : "");
        }

        private String nulls() {
            return nullsFirst ? " NULLS FIRST" : " NULLS LAST";
        }

        private int compare(long one, long other) {
            return descending ? Long.compare(other, one) : Long.compare(one, other);
        }

        private int compare(@Nullable Object one, @Nullable Object other) {
            if (one == null || other == null) {
                return one == other ? 0 : (one == null) == nullsFirst ? -1 : 1;
            }
            int ascending = compareValues(one, other);
            return descending ? -ascending : ascending;
        }
    }

    /** @param keys the first counts most; none where all rows are ties */
    public RowOrder(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    public List<Key> keys() {
        return keys;
    }

    @Override
    public int compare(RowData one, RowData other) {
        for (Key key : keys) {
            int compared = key.compare(one.get(key.column), other.get(key.column));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /** Compares a row of a batch with one that is kept. */
    int compare(ColumnBatch batch, int position, RowData other) {
        for (Key key : keys) {
            int compared = key.compare(batch.value(key.column, position), other.get(key.column));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /** Compares a row of a batch with one that is kept. */
    int compare(ColumnBatch batch, int position, RowPages rows, int row) {
        for (Key key : keys) {
            int compared = batch.columns[key.column] instanceof long[] values
                            && !batch.isNull(key.column, position)
                            && !rows.isNull(row, key.column)
                    ? key.compare(values[position], rows.word(row, key.column))
                    : key.compare(batch.value(key.column, position), rows.value(row, key.column));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /** Compares two rows that are kept. */
    int compare(RowPages rows, int one, int other) {
        for (Key key : keys) {
            int compared = key.compare(rows.value(one, key.column), rows.value(other, key.column));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /** Compares two values of one type as SQL does: texts by their code points, bytes as they are without a sign. */
    @SuppressWarnings("unchecked")
    private static int compareValues(Object one, Object other) {
        if (one instanceof String text) {
            return Strings.compare(text, (String) other);
        } else if (one instanceof byte[] bytes) {
            return Arrays.compareUnsigned(bytes, (byte[]) other);
        }
        return ((Comparable<Object>) one).compareTo(other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowOrder order && order.keys.equals(keys);
    }

    @Override
    public int hashCode() {
        return keys.hashCode();
    }

    @Override
    public String toString() {
        return keys.toString();
    }
}
