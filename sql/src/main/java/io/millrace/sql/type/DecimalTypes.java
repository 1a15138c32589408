/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * The types of decimal arithmetic. Each result has room for every digit while that fits into 38; then digits after the point give way, down
 * to 6, so that what is large stays right and what is small is rounded.
 */
final class DecimalTypes {

    static final int MAX_PRECISION = 38;

    private static final int LEAST_SCALE = 6;

    private DecimalTypes() {}

    /** The digits of one type: its precision and its scale. */
    private record Digits(int precision, int scale) {
        static Digits of(RelDataTypeFactory types, RelDataType type) {
            RelDataType decimal = types.decimalOf(type);
            return new Digits(decimal.getPrecision(), decimal.getScale());
        }

        int whole() {
            return precision - scale;
        }

        Digits fitted() {
            if (precision <= MAX_PRECISION) {
                return this;
            }
            int scaleLeft = Math.max(MAX_PRECISION - whole(), Math.min(scale, LEAST_SCALE));
            return new Digits(MAX_PRECISION, scaleLeft);
        }
    }

    /** How the digits of a result follow from those of the operands. */
    private interface Rule {
        Digits result(Digits left, Digits right);
    }

    static @Nullable RelDataType plus(RelDataTypeFactory types, RelDataType left, RelDataType right) {
        return derive(types, left, right, (one, other) -> {
            int scale = Math.max(one.scale, other.scale);
            return new Digits(Math.max(one.whole(), other.whole()) + scale + 1, scale);
        });
    }

    static @Nullable RelDataType multiply(RelDataTypeFactory types, RelDataType left, RelDataType right) {
        return derive(
                types,
                left,
                right,
                (one, other) -> new Digits(one.precision + other.precision + 1, one.scale + other.scale));
    }

    static @Nullable RelDataType divide(RelDataTypeFactory types, RelDataType left, RelDataType right) {
        return derive(types, left, right, (one, other) -> {
            int scale = Math.max(LEAST_SCALE, one.scale + other.precision + 1);
            return new Digits(one.whole() + other.scale + scale, scale);
        });
    }

    static @Nullable RelDataType modulo(RelDataTypeFactory types, RelDataType left, RelDataType right) {
        return derive(types, left, right, (one, other) -> {
            int scale = Math.max(one.scale, other.scale);
            return new Digits(Math.min(one.whole(), other.whole()) + scale, scale);
        });
    }

    static RelDataType sum(RelDataTypeFactory types, RelDataType argument) {
        return ofScale(types, argument, argument.getScale());
    }

    static RelDataType average(RelDataTypeFactory types, RelDataType argument) {
        return ofScale(types, argument, Math.max(LEAST_SCALE, argument.getScale()));
    }

    private static RelDataType ofScale(RelDataTypeFactory types, RelDataType argument, int scale) {
        return types.createTypeWithNullability(
                types.createSqlType(SqlTypeName.DECIMAL, MAX_PRECISION, scale), argument.isNullable());
    }

    /** A result that may not fit may be null. Null where no decimal takes part, which leaves the type to the other rules. */
    private static @Nullable RelDataType derive(
            RelDataTypeFactory types, RelDataType left, RelDataType right, Rule rule) {
        boolean areExact = SqlTypeUtil.isExactNumeric(left) && SqlTypeUtil.isExactNumeric(right);
        if (!areExact || !(SqlTypeUtil.isDecimal(left) || SqlTypeUtil.isDecimal(right))) {
            return null;
        }
        Digits exact = rule.result(Digits.of(types, left), Digits.of(types, right));
        Digits digits = exact.fitted();
        RelDataType type = types.createSqlType(SqlTypeName.DECIMAL, digits.precision, digits.scale);
        return types.createTypeWithNullability(type, digits.whole() < exact.whole());
    }
}
