/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.MapFunction;
import io.millrace.tuple.Tuple;
import io.millrace.tuple.Tuple1;
import io.millrace.tuple.Tuple2;
import io.millrace.tuple.Tuple3;
import io.millrace.tuple.Tuple4;
import io.millrace.tuple.Tuple5;
import java.util.Arrays;

/** Makes tuples of some fields of tuples. */
final class Projection<T> implements MapFunction<T, Tuple> {
    private static final long serialVersionUID = 1L;

    private final int[] fields;

    Projection(int[] fieldIndexes) {
        fields = fieldIndexes.clone();
        if (fields.length == 0 || fields.length > Tuple.MAX_ARITY) {
            throw new IllegalArgumentException("project(...) makes tuples of 1 to " + Tuple.MAX_ARITY
                    + " fields, not of " + fields.length + ". Where more are needed, map(...) to a record.");
        }
        for (int field : fields) {
            if (field < 0 || field >= Tuple.MAX_ARITY) {
                throw new IllegalArgumentException("project" + inBrackets() + " asks for field " + field
                        + ", but tuples have the fields 0 to " + (Tuple.MAX_ARITY - 1) + " at most.");
            }
        }
    }

    private String inBrackets() {
        String list = Arrays.toString(fields);
        return "(" + list.substring(1, list.length() - 1) + ")";
    }

    @Override
    public Tuple map(T value) {
        if (!(value instanceof Tuple tuple)) {
            throw new IllegalArgumentException("project" + inBrackets() + " is for tuples, and got a "
                    + value.getClass().getName() + ". Use map(...).");
        }
        return switch (fields.length) {
            case 1 -> new Tuple1<>(field(tuple, 0));
            case 2 -> new Tuple2<>(field(tuple, 0), field(tuple, 1));
            case 3 -> new Tuple3<>(field(tuple, 0), field(tuple, 1), field(tuple, 2));
            case 4 -> new Tuple4<>(field(tuple, 0), field(tuple, 1), field(tuple, 2), field(tuple, 3));
            default ->
                new Tuple5<>(field(tuple, 0), field(tuple, 1), field(tuple, 2), field(tuple, 3), field(tuple, 4));
        };
    }

    private Object field(Tuple tuple, int position) {
        int field = fields[position];
        if (field >= tuple.getArity()) {
            throw new IndexOutOfBoundsException("project" + inBrackets() + " asks for field " + field + ", but " + tuple
                    + " is a Tuple" + tuple.getArity() + ", with the fields 0 to " + (tuple.getArity() - 1) + ".");
        }
        return tuple.<Object>getField(field);
    }
}
