/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of DECIMAL. Each operation computes exactly, rounds half up to the scale of the result, and gives null where that has more digits than the
 * precision.
 */
public final class Decimals {

    private static final int MAX_PRECISION = 38;
    private static final MathContext QUOTIENT = new MathContext(MAX_PRECISION, RoundingMode.HALF_UP);

    private Decimals() {}

    /** Returns a number at a scale; null where it does not fit. */
    public static @Nullable BigDecimal fit(BigDecimal value, int precision, int scale) {
        BigDecimal scaled = value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP);
        return scaled.precision() > precision ? null : scaled;
    }

    /** Returns a number at a scale; null where it does not fit. */
    public static @Nullable BigDecimal fit(long value, int precision, int scale) {
        return fit(BigDecimal.valueOf(value), precision, scale);
    }

    /** Returns a number at a scale; null where it does not fit, or is none. */
    public static @Nullable BigDecimal fit(double value, int precision, int scale) {
        return Double.isFinite(value) ? fit(BigDecimal.valueOf(value), precision, scale) : null;
    }

    /** The operator +. */
    public static @Nullable BigDecimal plus(BigDecimal left, BigDecimal right, int precision, int scale) {
        return fit(left.add(right), precision, scale);
    }

    /** The operator -. */
    public static @Nullable BigDecimal minus(BigDecimal left, BigDecimal right, int precision, int scale) {
        return fit(left.subtract(right), precision, scale);
    }

    /** The operator *. */
    public static @Nullable BigDecimal times(BigDecimal left, BigDecimal right, int precision, int scale) {
        return fit(left.multiply(right), precision, scale);
    }

    /** The operator /, of a divisor other than zero: at first to 38 digits. */
    public static @Nullable BigDecimal divide(BigDecimal left, BigDecimal right, int precision, int scale) {
        return fit(left.divide(right, QUOTIENT), precision, scale);
    }

    /** The operator %, of a divisor other than zero: the result has the sign of the dividend. */
    public static @Nullable BigDecimal modulo(BigDecimal left, BigDecimal right, int precision, int scale) {
        return fit(left.remainder(right), precision, scale);
    }
}
