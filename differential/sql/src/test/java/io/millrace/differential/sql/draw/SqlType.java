/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of columns. Values are few, so that rows meet, and some are at the ends of what there is. */
public enum SqlType {
    INT("INT", Family.INT),
    STRING("STRING", Family.TEXT),
    BIGINT("BIGINT", Family.INT),
    BOOLEAN("BOOLEAN", Family.TRUTH),
    DOUBLE("DOUBLE", Family.REAL),
    DECIMAL_5_2("DECIMAL(5, 2)", Family.DEC),
    TIMESTAMP_3("TIMESTAMP(3)", Family.TS),
    DATE("DATE", Family.DATE),
    TINYINT("TINYINT", Family.INT),
    SMALLINT("SMALLINT", Family.INT),
    FLOAT("FLOAT", Family.FLOAT),
    DECIMAL_20_4("DECIMAL(20, 4)", Family.DEC),
    DECIMAL_12_0("DECIMAL(12, 0)", Family.DEC),
    VARCHAR_4("VARCHAR(4)", Family.TEXT),
    CHAR_3("CHAR(3)", Family.TEXT),
    TIME("TIME", Family.TIME),
    TIMESTAMP_6("TIMESTAMP(6)", Family.TS),
    TIMESTAMP_LTZ_3("TIMESTAMP_LTZ(3)", Family.LTZ),
    BYTES("BYTES", Family.BYTES),
    PAIR(Family.ROW, field("a", INT), field("b", STRING)),
    NESTED(Family.NESTED, field("r", PAIR), field("d", DECIMAL_5_2), new Column("t", TIMESTAMP_3, false, true)),
    PAIRS("ARRAY<" + PAIR.text + ">", Family.ROWS);

    static final LocalDateTime BASE = LocalDateTime.of(2024, 2, 28, 23, 59, 50);

    private static final int RARE = 6;
    private static final List<String> TEXTS = List.of(
            "a",
            "b",
            "ab",
            "",
            "A",
            " b",
            "1",
            "-2",
            "1.5",
            "Ab",
            "a_b%",
            "\u00e9",
            "\ud83d\ude00x",
            "2024-02-29",
            "true",
            "x,y");

    /** Without NaN, of which Flink's MAX and ORDER BY make what depends on the order of rows. */
    private static final List<Double> REALS =
            List.of(-0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.1, 1e20, -1e-7, 123456.789);

    private static final List<LocalDate> DATES = List.of(
            LocalDate.of(1970, 1, 1), LocalDate.of(1969, 12, 31), LocalDate.of(1900, 3, 1), LocalDate.of(9999, 12, 31));

    /** Of timestamps: those before 1970 are cut otherwise by Flink. */
    private static final List<LocalDate> DAYS =
            List.of(LocalDate.of(1999, 12, 31), LocalDate.of(2024, 12, 30), LocalDate.of(9990, 2, 28));

    private final String text;
    private final Family family;
    private final List<Column> fields;

    SqlType(String text, Family family) {
        this.text = text;
        this.family = family;
        this.fields = List.of();
    }

    SqlType(Family family, Column... fields) {
        this.text = Arrays.stream(fields).map(Column::ddl).collect(Collectors.joining(", ", "ROW<", ">"));
        this.family = family;
        this.fields = List.of(fields);
    }

    private static Column field(String name, SqlType type) {
        return new Column(name, type, true, true);
    }

    /** Returns it as SQL has it. */
    public String text() {
        return text;
    }

    public Family family() {
        return family;
    }

    /** Returns what a row is made of; nothing of any other type. */
    List<Column> fields() {
        return fields;
    }

    /**
     * Draws a value that is not null.
     *
     * @param tame whether it can be summed up in any order, and exactly
     */
    Object value(Choices choices, boolean tame) {
        boolean rare = !tame && choices.once(RARE);
        return switch (this) {
            case INT -> rare ? choices.pick(Integer.MAX_VALUE, Integer.MIN_VALUE, 100_000) : small(choices);
            case BIGINT ->
                rare ? (Object) choices.pick(Long.MAX_VALUE, Long.MIN_VALUE, 5_000_000_000L) : (long) small(choices);
            case TINYINT -> (byte) (rare ? choices.pick(Byte.MAX_VALUE, Byte.MIN_VALUE) : small(choices));
            case SMALLINT -> (short) (rare ? choices.pick(Short.MAX_VALUE, Short.MIN_VALUE) : small(choices));
            case DOUBLE -> rare ? choices.pick(REALS) : (Object) (small(choices) / 2.0);
            case FLOAT -> rare ? choices.pick(REALS).floatValue() : (Object) (small(choices) / 2.0f);
            case DECIMAL_5_2 -> decimal(choices, rare ? "999.99" : "0.25");
            case DECIMAL_20_4 -> decimal(choices, rare ? "9999999999999999.9999" : "0.5000");
            case DECIMAL_12_0 -> decimal(choices, rare ? "999999999999" : "1");
            case BOOLEAN -> choices.below(2) == 1;
            case STRING -> text(choices, rare);
            case VARCHAR_4 -> cut(text(choices, rare), 4);
            case CHAR_3 -> cut(text(choices, rare) + "   ", 3);
            case BYTES -> text(choices, rare).getBytes(StandardCharsets.UTF_8);
            case DATE ->
                rare ? choices.pick(DATES) : (Object) BASE.toLocalDate().plusDays(small(choices));
            case TIME -> LocalTime.of(rare ? 23 : 1, rare ? 59 : 2, Math.abs(small(choices)));
            case TIMESTAMP_3 -> timestamp(choices, rare, 1_000_000);
            case TIMESTAMP_6 -> timestamp(choices, rare, 1_000);
            case TIMESTAMP_LTZ_3 -> instant(timestamp(choices, rare, 1_000_000));
            case PAIR, NESTED -> values(fields.stream().map(field -> field.value(choices, tame)));
            case PAIRS ->
                values(Stream.<@Nullable Object>generate(() -> PAIR.value(choices, tame))
                        .limit(choices.below(4)));
        };
    }

    /** Of rows and arrays. */
    private static List<@Nullable Object> values(Stream<@Nullable Object> drawn) {
        return drawn.collect(Collectors.toCollection(ArrayList::new));
    }

    private static Instant instant(LocalDateTime dateTime) {
        return dateTime.toInstant(ZoneOffset.UTC);
    }

    private static int small(Choices choices) {
        return choices.pick(0, 1, 2, 3, -1, 4);
    }

    private static BigDecimal decimal(Choices choices, String unit) {
        BigDecimal value = new BigDecimal(unit);
        return unit.startsWith("9") ? value : value.multiply(BigDecimal.valueOf(small(choices)));
    }

    private static String text(Choices choices, boolean rare) {
        return rare ? choices.pick(TEXTS) : choices.pick(TEXTS.subList(0, 4));
    }

    private static String cut(String text, int most) {
        int codePoints = Math.min(most, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    private static LocalDateTime timestamp(Choices choices, boolean rare, int unitNanos) {
        LocalDateTime time =
                rare ? choices.pick(DAYS).atTime(choices.below(24), 59, 59) : BASE.plusSeconds(choices.below(20));
        return choices.once(3) ? time.plusNanos((long) (1 + choices.below(998)) * unitNanos) : time;
    }
}
