/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.tuple;

import java.util.Objects;

/** Three values. */
public final class Tuple3<T0, T1, T2> extends Tuple {
    private static final long serialVersionUID = 1L;

    public T0 f0;
    public T1 f1;
    public T2 f2;

    /** Leaves all fields null, to be set one by one. */
    @SuppressWarnings("NullAway.Init")
    public Tuple3() {}

    public Tuple3(T0 f0, T1 f1, T2 f2) {
        this.f0 = f0;
        this.f1 = f1;
        this.f2 = f2;
    }

    public static <T0, T1, T2> Tuple3<T0, T1, T2> of(T0 f0, T1 f1, T2 f2) {
        return new Tuple3<>(f0, f1, f2);
    }

    @Override
    public int getArity() {
        return 3;
    }

    @Override
    public <T> T getField(int pos) {
        return switch (pos) {
            case 0 -> cast(f0);
            case 1 -> cast(f1);
            case 2 -> cast(f2);
            default -> throw noField(pos);
        };
    }

    @Override
    public <T> void setField(T value, int pos) {
        switch (pos) {
            case 0 -> f0 = cast(value);
            case 1 -> f1 = cast(value);
            case 2 -> f2 = cast(value);
            default -> throw noField(pos);
        }
    }

    /** Sets all fields. */
    public void setFields(T0 v0, T1 v1, T2 v2) {
        f0 = v0;
        f1 = v1;
        f2 = v2;
    }

    @Override
    public <T extends Tuple> T copy() {
        return cast(new Tuple3<>(f0, f1, f2));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tuple3<?, ?, ?> tuple
                && Objects.equals(f0, tuple.f0)
                && Objects.equals(f1, tuple.f1)
                && Objects.equals(f2, tuple.f2);
    }

    @Override
    public int hashCode() {
        int hash = Objects.hashCode(f0);
        hash = 31 * hash + Objects.hashCode(f1);
        hash = 31 * hash + Objects.hashCode(f2);
        return hash;
    }

    @Override
    public String toString() {
        return "(" + f0 + "," + f1 + "," + f2 + ")";
    }
}
