/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.tuple;

import java.util.Objects;

/** Five values. */
public final class Tuple5<T0, T1, T2, T3, T4> extends Tuple {
    private static final long serialVersionUID = 1L;

    public T0 f0;
    public T1 f1;
    public T2 f2;
    public T3 f3;
    public T4 f4;

    /** Leaves all fields null, to be set one by one. */
    @SuppressWarnings("NullAway.Init")
    public Tuple5() {}

    public Tuple5(T0 f0, T1 f1, T2 f2, T3 f3, T4 f4) {
        this.f0 = f0;
        this.f1 = f1;
        this.f2 = f2;
        this.f3 = f3;
        this.f4 = f4;
    }

    public static <T0, T1, T2, T3, T4> Tuple5<T0, T1, T2, T3, T4> of(T0 f0, T1 f1, T2 f2, T3 f3, T4 f4) {
        return new Tuple5<>(f0, f1, f2, f3, f4);
    }

    @Override
    public int getArity() {
        return 5;
    }

    @Override
    public <T> T getField(int pos) {
        return switch (pos) {
            case 0 -> cast(f0);
            case 1 -> cast(f1);
            case 2 -> cast(f2);
            case 3 -> cast(f3);
            case 4 -> cast(f4);
            default -> throw noField(pos);
        };
    }

    @Override
    public <T> void setField(T value, int pos) {
        switch (pos) {
            case 0 -> f0 = cast(value);
            case 1 -> f1 = cast(value);
            case 2 -> f2 = cast(value);
            case 3 -> f3 = cast(value);
            case 4 -> f4 = cast(value);
            default -> throw noField(pos);
        }
    }

    /** Sets all fields. */
    public void setFields(T0 v0, T1 v1, T2 v2, T3 v3, T4 v4) {
        f0 = v0;
        f1 = v1;
        f2 = v2;
        f3 = v3;
        f4 = v4;
    }

    @Override
    public <T extends Tuple> T copy() {
        return cast(new Tuple5<>(f0, f1, f2, f3, f4));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tuple5<?, ?, ?, ?, ?> tuple
                && Objects.equals(f0, tuple.f0)
                && Objects.equals(f1, tuple.f1)
                && Objects.equals(f2, tuple.f2)
                && Objects.equals(f3, tuple.f3)
                && Objects.equals(f4, tuple.f4);
    }

    @Override
    public int hashCode() {
        int hash = Objects.hashCode(f0);
        hash = 31 * hash + Objects.hashCode(f1);
        hash = 31 * hash + Objects.hashCode(f2);
        hash = 31 * hash + Objects.hashCode(f3);
        hash = 31 * hash + Objects.hashCode(f4);
        return hash;
    }

    @Override
    public String toString() {
        return "(" + f0 + "," + f1 + "," + f2 + "," + f3 + "," + f4 + ")";
    }
}
