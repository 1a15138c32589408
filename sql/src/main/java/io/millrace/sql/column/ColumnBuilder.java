/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.column;

import io.millrace.data.ColumnBatch;
import io.millrace.store.RowPages;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** One column while it is being filled, row by row. */
public final class ColumnBuilder {
    private final ColumnLayout layout;
    private final int capacity;

    private Object values;
    private boolean @Nullable [] nulls;
    private int size;

    ColumnBuilder(ColumnLayout layout, int capacity) {
        this.layout = layout;
        this.capacity = capacity;
        this.values = layout.newArray(capacity);
    }

    /** Makes one that takes a single value at a time, each of which is taken before the next one comes. */
    public static ColumnBuilder ofOne(RelDataType type) {
        return new ColumnBuilder(ColumnLayout.of(type), 1);
    }

    /** Returns the single value, boxed as {@link ColumnBatch#value} gives it, and forgets it. */
    public @Nullable Object take() {
        Object value = value(0);
        truncate(0);
        return value;
    }

    /** Returns the value at a position, boxed as {@link ColumnBatch#value} gives it. */
    @Nullable
    Object value(int position) {
        if (isNull(position)) {
            return null;
        } else if (values instanceof byte[] booleans) {
            return booleans[position] != 0;
        }
        return Array.get(values, position);
    }

    /** Appends what another column, of the same layout, has at a position. */
    public void append(ColumnBatch batch, int column, int position) {
        if (batch.isNull(column, position)) {
            appendNull();
            return;
        }
        Object from = batch.columns[column];
        if (values instanceof long[] longs) {
            longs[size++] = ((long[]) from)[position];
        } else if (values instanceof int[] ints) {
            ints[size++] = ((int[]) from)[position];
        } else if (values instanceof double[] doubles) {
            doubles[size++] = ((double[]) from)[position];
        } else if (values instanceof float[] floats) {
            floats[size++] = ((float[]) from)[position];
        } else if (values instanceof byte[] bytes) {
            bytes[size++] = ((byte[]) from)[position];
        } else {
            ((Object[]) values)[size++] = ((Object[]) from)[position];
        }
    }

    /** Appends what another column, of the same layout, has at some positions. */
    void append(ColumnBatch batch, int column, int[] positions, int count) {
        Object from = batch.columns[column];
        if (batch.nulls[column] == null && values instanceof long[] longs) {
            for (int i = 0; i < count; i++) {
                longs[size + i] = ((long[]) from)[positions[i]];
            }
            size += count;
        } else if (batch.nulls[column] == null && values instanceof Object[] objects) {
            for (int i = 0; i < count; i++) {
                objects[size + i] = ((Object[]) from)[positions[i]];
            }
            size += count;
        } else {
            for (int i = 0; i < count; i++) {
                append(batch, column, positions[i]);
            }
        }
    }

    /** Appends what a kept row has in a column of the same layout. */
    public void append(RowPages rows, int row, int column) {
        if (rows.copy(row, column, values, size)) {
            size++;
        } else {
            appendNull();
        }
    }

    /** Appends a value, boxed as {@link ColumnBatch#value} gives it. */
    public void append(@Nullable Object value) {
        if (value == null) {
            appendNull();
        } else {
            ColumnLayout.set(values, size++, value);
        }
    }

    /** Appends a whole number, to a column of longs or of ints. */
    public void append(long value) {
        if (values instanceof long[] longs) {
            longs[size++] = value;
        } else {
            ((int[]) values)[size++] = (int) value;
        }
    }

    /** Appends a fraction, to a column of doubles or of floats. */
    public void append(double value) {
        if (values instanceof double[] doubles) {
            doubles[size++] = value;
        } else {
            ((float[]) values)[size++] = (float) value;
        }
    }

    public void appendNull() {
        boolean[] isNull = nulls;
        if (isNull == null) {
            isNull = new boolean[capacity];
            nulls = isNull;
        }
        isNull[size++] = true;
    }

    /** Appends what the column has at one of its own positions. */
    void repeat(int position) {
        if (isNull(position)) {
            appendNull();
        } else {
            System.arraycopy(values, position, values, size++, 1);
        }
    }

    boolean isNull(int position) {
        boolean[] isNull = nulls;
        return isNull != null && isNull[position];
    }

    /** Returns whether two positions hold the same: null the same as null, a NaN the same as another. */
    boolean isSame(int one, int other) {
        if (isNull(one) || isNull(other)) {
            return isNull(one) && isNull(other);
        } else if (values instanceof long[] longs) {
            return longs[one] == longs[other];
        } else if (values instanceof int[] ints) {
            return ints[one] == ints[other];
        } else if (values instanceof double[] doubles) {
            return Double.compare(doubles[one], doubles[other]) == 0;
        } else if (values instanceof float[] floats) {
            return Float.compare(floats[one], floats[other]) == 0;
        } else if (values instanceof byte[] bytes) {
            return bytes[one] == bytes[other];
        }
        Object[] objects = (Object[]) values;
        return Objects.deepEquals(objects[one], objects[other]);
    }

    /** Takes back what was appended last, down to a size. */
    void truncate(int newSize) {
        boolean[] isNull = nulls;
        if (isNull != null) {
            Arrays.fill(isNull, newSize, size, false);
        }
        size = newSize;
    }

    /** Hands over a copy of the values, of their number, and starts anew. */
    void copyTo(Object[] columns, boolean[] @Nullable [] columnNulls, int index) {
        columns[index] = ColumnBatch.gather(values, null, size);
        columnNulls[index] = nulls == null ? null : Arrays.copyOf(nulls, size);
        if (values instanceof Object[] objects) {
            Arrays.fill(objects, 0, size, null);
        }
        nulls = null;
        size = 0;
    }

    /** Hands over the values and starts anew. */
    void moveTo(Object[] columns, boolean[] @Nullable [] columnNulls, int index) {
        columns[index] = values;
        columnNulls[index] = nulls;
        values = layout.newArray(capacity);
        nulls = null;
        size = 0;
    }
}
