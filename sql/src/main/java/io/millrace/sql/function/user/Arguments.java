/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.ColumnBatch;
import io.millrace.data.JavaType;
import io.millrace.sql.record.JavaValue;
import io.millrace.sql.record.ValueConversion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** The arguments of a method, from columns. */
public final class Arguments {
    private final UserMethod method;
    private final int[] columns;
    private final List<ValueConversion> conversions = new ArrayList<>();

    /**
     * @param types of the columns
     * @param columns in which the arguments are
     */
    public Arguments(UserMethod method, List<RelDataType> types, int[] columns) {
        this.method = method;
        this.columns = columns.clone();
        for (int i = 0; i < columns.length; i++) {
            JavaType wanted = method.parameter(i);
            conversions.add(conversion(types.get(i), wanted, method.argumentPath(i)));
        }
    }

    /**
     * Returns what makes an argument of a value.
     *
     * @param path what the argument is, for messages
     */
    public static ValueConversion conversion(RelDataType type, JavaType wanted, String path) {
        return Fit.isNumber(wanted.raw()) ? number(wanted.raw()) : new JavaValue(type, wanted, path).toJava();
    }

    /** Numbers become wider ones. */
    private static ValueConversion number(Class<?> wanted) {
        String box = Fit.box(wanted).getSimpleName();
        return value -> value instanceof Number number ? widened(number, box) : null;
    }

    private static Object widened(Number number, String box) {
        return switch (box) {
            case "Byte" -> number.byteValue();
            case "Short" -> number.shortValue();
            case "Integer" -> number.intValue();
            case "Long" -> number.longValue();
            case "Float" -> number.floatValue();
            case "Double" -> number.doubleValue();
            default -> number instanceof BigDecimal ? number : BigDecimal.valueOf(number.longValue());
        };
    }

    /**
     * Returns the arguments that a row has, behind places for those that it does not have, or null if the method is not to be called: an argument is null that must not be.
     */
    public @Nullable Object @Nullable [] of(ColumnBatch batch, int position) {
        int leading = method.leading();
        @Nullable Object[] arguments = new Object[leading + columns.length];
        for (int i = 0; i < columns.length; i++) {
            Object value = batch.value(columns[i], position);
            if (value == null && method.refusesNull(i)) {
                return null;
            }
            arguments[leading + i] = conversions.get(i).of(value);
        }
        return arguments;
    }
}
