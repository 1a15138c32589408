/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.tuple;

import java.util.Objects;

/** One value. */
public final class Tuple1<T0> extends Tuple {
    private static final long serialVersionUID = 1L;

    public T0 f0;

    /** Leaves all fields null, to be set one by one. */
    @SuppressWarnings("NullAway.Init")
    public Tuple1() {}

    public Tuple1(T0 f0) {
        this.f0 = f0;
    }

    public static <T0> Tuple1<T0> of(T0 f0) {
        return new Tuple1<>(f0);
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public <T> T getField(int pos) {
        return switch (pos) {
            case 0 -> cast(f0);
            default -> throw noField(pos);
        };
    }

    @Override
    public <T> void setField(T value, int pos) {
        switch (pos) {
            case 0 -> f0 = cast(value);
            default -> throw noField(pos);
        }
    }

    /** Sets all fields. */
    public void setFields(T0 v0) {
        f0 = v0;
    }

    @Override
    public <T extends Tuple> T copy() {
        return cast(new Tuple1<>(f0));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tuple1<?> tuple && Objects.equals(f0, tuple.f0);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(f0);
    }

    @Override
    public String toString() {
        return "(" + f0 + ")";
    }
}
