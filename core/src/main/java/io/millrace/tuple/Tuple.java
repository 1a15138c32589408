/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.tuple;

import java.io.Serializable;

/**
 * A fixed number of values of different types, in public fields {@code f0}, {@code f1} and so on.
 *
 * <p>Tuples can be changed, and so have to be copied where records are shared. New programs do better with Java records.
 * As everywhere, a tuple must not be changed after it was emitted or received.
 */
public abstract sealed class Tuple implements Serializable permits Tuple1, Tuple2, Tuple3, Tuple4, Tuple5 {
    private static final long serialVersionUID = 1L;

    /** The most fields that a tuple can have. */
    public static final int MAX_ARITY = 5;

    Tuple() {}

    /** Returns the number of fields. */
    public abstract int getArity();

    /**
     * Returns the value of a field.
     *
     * @param pos of the field, from 0
     * @throws IndexOutOfBoundsException if the tuple has no such field
     */
    public abstract <T> T getField(int pos);

    /**
     * Returns the value of a field that must not be null.
     *
     * @throws NullPointerException if it is null
     */
    public final <T> T getFieldNotNull(int pos) {
        T value = getField(pos);
        if (value == null) {
            throw new NullPointerException("Field f" + pos + " of " + this + " is null");
        }
        return value;
    }

    /** Sets the value of a field, which must be of the field's type. */
    public abstract <T> void setField(T value, int pos);

    /** Returns a tuple of the same values, which are not copied themselves. */
    public abstract <T extends Tuple> T copy();

    @SuppressWarnings("unchecked")
    static <X> X cast(Object value) {
        return (X) value;
    }

    final IndexOutOfBoundsException noField(int pos) {
        return new IndexOutOfBoundsException(
                "A Tuple" + getArity() + " has the fields 0 to " + (getArity() - 1) + ", and no field " + pos);
    }
}
