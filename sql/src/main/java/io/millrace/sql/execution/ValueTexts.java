/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.function.runtime.Texts;
import io.millrace.sql.row.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The texts of values as programs know them: those to which SQL casts them, but bytes in hexadecimal digits.
 *
 * @param zone in which a TIMESTAMP_LTZ is shown
 */
record ValueTexts(ZoneId zone) {
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final HexFormat HEX = HexFormat.of();

    String text(Object value, RelDataType type) {
        if (value instanceof Boolean truth) {
            return Texts.of(truth);
        } else if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof byte[] bytes) {
            return "x'" + HEX.formatHex(bytes) + "'";
        } else if (value instanceof LocalDate date) {
            return Texts.ofDate(Math.toIntExact(date.toEpochDay()));
        } else if (value instanceof LocalTime time) {
            return Texts.ofTime((int) (time.toNanoOfDay() / NANOS_PER_MILLI), type.getPrecision());
        } else if (value instanceof LocalDateTime timestamp) {
            return Texts.ofTimestamp(timestamp, type.getPrecision());
        } else if (value instanceof Instant instant) {
            return Texts.ofTimestamp(LocalDateTime.ofInstant(instant, zone), type.getPrecision());
        } else if (value instanceof Period months) {
            return Texts.ofMonths(Math.toIntExact(months.toTotalMonths()));
        } else if (value instanceof Duration duration) {
            return Texts.ofInterval(duration.toMillis());
        } else if (value instanceof List<?> list) {
            return type.isStruct() ? row(list, type) : array(list, type);
        } else if (value instanceof Map<?, ?> map) {
            return map(map, type);
        }
        return Row.text(value);
    }

    private String row(List<?> fields, RelDataType type) {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < fields.size(); i++) {
            text.add(part(fields.get(i), type.getFieldList().get(i).getType()));
        }
        return text.toString();
    }

    private String array(List<?> elements, RelDataType type) {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        elements.forEach(element -> text.add(part(element, type.getComponentType())));
        return text.toString();
    }

    /** Those of a multiset are its elements, and how often it has each. */
    private String map(Map<?, ?> map, RelDataType type) {
        RelDataType keyType = type.getKeyType() == null ? type.getComponentType() : type.getKeyType();
        StringJoiner text = new StringJoiner(", ", "{", "}");
        map.forEach((key, value) -> text.add(
                part(key, keyType) + "=" + (type.getValueType() == null ? value : part(value, type.getValueType()))));
        return text.toString();
    }

    private String part(@Nullable Object value, @Nullable RelDataType type) {
        return value == null || type == null ? "NULL" : text(value, type);
    }
}
