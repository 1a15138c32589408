/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.RowData;
import io.millrace.data.RowType;
import io.millrace.data.RowView;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of rows lie: numbers and booleans in a row's words, the rest in its objects. Before the words of the values are those whose bits say which of
 * them are null; an object that is null is null.
 *
 * <pre>
 *  columns   BIGINT   VARCHAR   DOUBLE   BOOLEAN
 *  places       1       ~0         2        3
 *
 *  words     [ nulls, BIGINT, DOUBLE, BOOLEAN ]
 *  objects   [ VARCHAR ]
 * </pre>
 */
final class RowLayout {
    private enum Kind {
        LONG,
        INT,
        DOUBLE,
        FLOAT,
        BOOLEAN,
        OBJECT;

        static Kind of(Type type) {
            if (type == Long.class) {
                return LONG;
            } else if (type == Integer.class) {
                return INT;
            } else if (type == Double.class) {
                return DOUBLE;
            } else if (type == Float.class) {
                return FLOAT;
            }
            return type == Boolean.class ? BOOLEAN : OBJECT;
        }

        /** The kind of what lies in an array of a column of a batch. */
        static Kind ofArray(Object array) {
            if (array instanceof long[]) {
                return LONG;
            } else if (array instanceof int[]) {
                return INT;
            } else if (array instanceof double[]) {
                return DOUBLE;
            } else if (array instanceof float[]) {
                return FLOAT;
            }
            return array instanceof byte[] ? BOOLEAN : OBJECT;
        }
    }

    private final Kind[] kinds;

    /** For each column the place of its word in a row, or {@code ~} of that of its object. */
    final int[] places;

    /** How many words say what is null. */
    final int nullWords;

    /** How many words a row has. */
    final int words;

    /** How many objects a row has. */
    final int objects;

    private RowLayout(Kind[] kinds) {
        this.kinds = kinds;
        this.places = new int[kinds.length];
        int values = 0;
        int references = 0;
        for (Kind kind : kinds) {
            values += kind == Kind.OBJECT ? 0 : 1;
        }
        nullWords = (values + Long.SIZE - 1) / Long.SIZE;
        int word = nullWords;
        for (int column = 0; column < kinds.length; column++) {
            places[column] = kinds[column] == Kind.OBJECT ? ~references++ : word++;
        }
        words = word;
        objects = references;
    }

    static RowLayout of(RowType type) {
        return of(type.types());
    }

    /** @param types of the columns, boxed */
    static RowLayout of(List<? extends Type> types) {
        return new RowLayout(types.stream().map(Kind::of).toArray(Kind[]::new));
    }

    /** The layout of rows like the one that a view is at. */
    static RowLayout of(RowView view) {
        Kind[] kinds = new Kind[view.size()];
        for (int column = 0; column < kinds.length; column++) {
            kinds[column] = Kind.ofArray(view.array(column));
        }
        return new RowLayout(kinds);
    }

    /** Whether an array of a column of a batch holds values of a column's kind. */
    boolean isOf(int column, Object array) {
        return kinds[column] == Kind.ofArray(array);
    }

    /** Whether the values of a view are of the columns' kinds. */
    boolean fits(RowView view) {
        boolean fits = view.size() == kinds.length;
        for (int column = 0; fits && column < kinds.length; column++) {
            fits = isOf(column, view.array(column));
        }
        return fits;
    }

    /** Whether the values of a row are of the columns' kinds. */
    boolean fits(RowData row) {
        boolean fits = row.size() == kinds.length;
        for (int column = 0; fits && column < kinds.length; column++) {
            Object value = row.get(column);
            fits = value == null || kinds[column] == Kind.of(value.getClass());
        }
        return fits;
    }

    int width() {
        return kinds.length;
    }

    boolean isNull(long[] words, int row, int place) {
        int bit = place - nullWords;
        return (words[row + (bit >>> 6)] >>> bit & 1) != 0;
    }

    void setNull(long[] words, int row, int place) {
        int bit = place - nullWords;
        words[row + (bit >>> 6)] |= 1L << bit;
        words[row + place] = 0; // rows that hold the same have the same words
    }

    /**
     * Returns a value, boxed as {@link io.millrace.data.ColumnBatch#value} gives it.
     *
     * @param row where the row begins among the words
     * @param objectRow where it begins among the objects
     */
    @Nullable
    Object value(long[] words, int row, @Nullable Object[] objects, int objectRow, int column) {
        int place = places[column];
        if (place < 0) {
            return objects[objectRow + ~place];
        } else if (isNull(words, row, place)) {
            return null;
        }
        long word = words[row + place];
        return switch (kinds[column]) {
            case LONG -> (Object) word;
            case INT -> (Object) (int) word;
            case DOUBLE -> (Object) Double.longBitsToDouble(word);
            case FLOAT -> (Object) Float.intBitsToFloat((int) word);
            case BOOLEAN -> (Object) (word != 0);
            case OBJECT -> throw new IllegalStateException("An object is no word");
        };
    }

    /** Returns all values of a row. */
    RowData row(long[] words, int row, @Nullable Object[] objects, int objectRow) {
        @Nullable Object[] values = new @Nullable Object[kinds.length];
        for (int column = 0; column < values.length; column++) {
            values[column] = value(words, row, objects, objectRow, column);
        }
        return RowData.of(values);
    }

    /** Returns the word of a value that is boxed; of a fraction its bits, all NaNs being one. */
    long word(int column, Object value) {
        return switch (kinds[column]) {
            case LONG, INT -> ((Number) value).longValue();
            case DOUBLE -> Double.doubleToLongBits(((Number) value).doubleValue());
            case FLOAT -> Float.floatToIntBits(((Number) value).floatValue());
            case BOOLEAN -> (Boolean) value ? 1 : 0;
            case OBJECT -> throw new IllegalStateException("An object is no word");
        };
    }

    /** Writes a word to a column of a batch. */
    static void set(Object array, int position, long word) {
        if (array instanceof long[] values) {
            values[position] = word;
        } else if (array instanceof int[] values) {
            values[position] = (int) word;
        } else if (array instanceof double[] values) {
            values[position] = Double.longBitsToDouble(word);
        } else if (array instanceof float[] values) {
            values[position] = Float.intBitsToFloat((int) word);
        } else {
            ((byte[]) array)[position] = (byte) word;
        }
    }

    /** Returns the word of a value in a column of a batch. */
    static long word(Object array, int position) {
        if (array instanceof long[] values) {
            return values[position];
        } else if (array instanceof int[] values) {
            return values[position];
        } else if (array instanceof double[] values) {
            return Double.doubleToLongBits(values[position]);
        } else if (array instanceof float[] values) {
            return Float.floatToIntBits(values[position]);
        }
        return Objects.requireNonNull((byte[]) array)[position];
    }
}
