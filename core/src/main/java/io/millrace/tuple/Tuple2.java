/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.tuple;

import java.util.Objects;

/** Two values. */
public final class Tuple2<T0, T1> extends Tuple {
    private static final long serialVersionUID = 1L;

    public T0 f0;
    public T1 f1;

    /** Leaves all fields null, to be set one by one. */
    @SuppressWarnings("NullAway.Init")
    public Tuple2() {}

    public Tuple2(T0 f0, T1 f1) {
        this.f0 = f0;
        this.f1 = f1;
    }

    public static <T0, T1> Tuple2<T0, T1> of(T0 f0, T1 f1) {
        return new Tuple2<>(f0, f1);
    }

    @Override
    public int getArity() {
        return 2;
    }

    @Override
    public <T> T getField(int pos) {
        return switch (pos) {
            case 0 -> cast(f0);
            case 1 -> cast(f1);
            default -> throw noField(pos);
        };
    }

    @Override
    public <T> void setField(T value, int pos) {
        switch (pos) {
            case 0 -> f0 = cast(value);
            case 1 -> f1 = cast(value);
            default -> throw noField(pos);
        }
    }

    /** Sets all fields. */
    public void setFields(T0 v0, T1 v1) {
        f0 = v0;
        f1 = v1;
    }

    /** Returns a tuple with the fields in the other order. */
    public Tuple2<T1, T0> swap() {
        return new Tuple2<>(f1, f0);
    }

    @Override
    public <T extends Tuple> T copy() {
        return cast(new Tuple2<>(f0, f1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tuple2<?, ?> tuple && Objects.equals(f0, tuple.f0) && Objects.equals(f1, tuple.f1);
    }

    @Override
    public int hashCode() {
        int hash = Objects.hashCode(f0);
        hash = 31 * hash + Objects.hashCode(f1);
        return hash;
    }

    @Override
    public String toString() {
        return "(" + f0 + "," + f1 + ")";
    }
}
