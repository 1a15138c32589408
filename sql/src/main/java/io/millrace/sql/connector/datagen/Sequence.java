/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.datagen;

import java.math.BigDecimal;

/** A column that counts from one number to another; the table ends with the shortest. */
record Sequence(FieldOptions options, long start, long end) {
    static Sequence of(FieldOptions options) {
        long start = options.required("start", "a whole number", Long::valueOf);
        long end = options.required("end", "a whole number", Long::valueOf);
        return new Sequence(options, start, end);
    }

    long length() {
        return end < start ? 0 : end - start + 1 > 0 ? end - start + 1 : Long.MAX_VALUE;
    }

    FieldGenerator generator() {
        long first = start;
        int scale = Math.max(0, options.type().getScale());
        return switch (options.type().getSqlTypeName()) {
            case BIGINT -> Fields.longs((row, now) -> first + row);
            case TINYINT, SMALLINT, INTEGER -> Fields.ints((row, now) -> (int) (first + row));
            case FLOAT, REAL -> Fields.floats((row, now) -> first + row);
            case DOUBLE -> Fields.doubles((row, now) -> first + row);
            case DECIMAL ->
                Fields.objects((row, now) -> BigDecimal.valueOf(first + row).setScale(scale));
            case CHAR, VARCHAR -> Fields.objects((row, now) -> Long.toString(first + row));
            default -> throw options.wrong("which cannot count: a sequence is of numbers or strings.");
        };
    }
}
