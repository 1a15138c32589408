/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.InternalValues;
import io.millrace.sql.function.runtime.CastException;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.type.TypeNames;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Expressions give what the files in {@code expressions} say: a line each, {@code expression => value} or {@code expression => error: part of the message}. They
 * can read the table below, which has a row with values and one without.
 */
class ExpressionsTest {

    private static final RelDataTypeFactory TYPES = Expressions.TYPES;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** A column of the table: its type, and its value in external form. */
    private record Column(String name, RelDataType type, Object value) {}

    private static final List<Column> TABLE = table();

    private static List<Column> table() {
        List<Column> columns = new ArrayList<>();
        add(columns, "BOOL", TYPES.createSqlType(SqlTypeName.BOOLEAN), true);
        add(columns, "TINY", TYPES.createSqlType(SqlTypeName.TINYINT), (byte) 100);
        add(columns, "SMALL", TYPES.createSqlType(SqlTypeName.SMALLINT), (short) 30000);
        add(columns, "INTEG", TYPES.createSqlType(SqlTypeName.INTEGER), 7);
        add(columns, "BIG", TYPES.createSqlType(SqlTypeName.BIGINT), 10_000_000_000L);
        add(columns, "FLT", TYPES.createSqlType(SqlTypeName.FLOAT), 1.5f);
        add(columns, "DBL", TYPES.createSqlType(SqlTypeName.DOUBLE), 2.25d);
        add(columns, "DECI", TYPES.createSqlType(SqlTypeName.DECIMAL, 10, 2), new BigDecimal("123.45"));
        add(columns, "STR", TYPES.createSqlType(SqlTypeName.VARCHAR), "Hello");
        add(columns, "BYT", TYPES.createSqlType(SqlTypeName.VARBINARY), new byte[] {1, 2});
        add(columns, "DAT", TYPES.createSqlType(SqlTypeName.DATE), LocalDate.of(2024, 2, 29));
        add(columns, "TIM", TYPES.createSqlType(SqlTypeName.TIME, 3), LocalTime.of(12, 34, 56, 789_000_000));
        LocalDateTime time = LocalDateTime.of(2024, 2, 29, 12, 34, 56, 123_456_789);
        add(columns, "TS0", TYPES.createSqlType(SqlTypeName.TIMESTAMP, 0), time);
        add(columns, "TS3", TYPES.createSqlType(SqlTypeName.TIMESTAMP, 3), time);
        add(columns, "TS6", TYPES.createSqlType(SqlTypeName.TIMESTAMP, 6), time);
        add(columns, "TS9", TYPES.createSqlType(SqlTypeName.TIMESTAMP, 9), time);
        for (int precision : List.of(3, 6, 9)) {
            add(
                    columns,
                    "LTZ" + precision,
                    TYPES.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, precision),
                    time.atZone(ZONE).toInstant());
        }
        RelDataType numbers = TYPES.createTypeWithNullability(TYPES.createSqlType(SqlTypeName.INTEGER), true);
        RelDataType text = TYPES.createSqlType(SqlTypeName.VARCHAR);
        add(columns, "ARR", TYPES.createArrayType(numbers, -1), List.of(10, 20, 30));
        add(columns, "MAPP", TYPES.createMapType(text, numbers), Map.of("a", 1));
        return columns;
    }

    /** Each is there three times: as what may be null and is not, as what is null, and (with N) as what cannot be. */
    private static void add(List<Column> columns, String name, RelDataType type, Object value) {
        RelDataType nullable = TYPES.createTypeWithNullability(type, true);
        columns.add(new Column(name, nullable, value));
        columns.add(new Column("NULL_" + name, nullable, null));
        columns.add(new Column("N_" + name, type, value));
    }

    private static final Expressions EXPRESSIONS = new Expressions(
            TYPES.createStructType(
                    TABLE.stream().map(Column::type).toList(),
                    TABLE.stream().map(Column::name).toList()),
            ZONE);

    private static final ColumnBatch ROW = EXPRESSIONS.batch(List.of(TABLE.stream()
            .map(column -> InternalValues.toInternal(column.value, column.type))
            .collect(Collectors.toCollection(ArrayList::new))));

    @TestFactory
    Stream<DynamicTest> expressionsGiveWhatTheFilesSay() throws IOException {
        Path directory = Path.of("src/test/resources/expressions");
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().flatMap(ExpressionsTest::cases).toList().stream();
        }
    }

    private static Stream<DynamicTest> cases(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.contains(" => "))
                    .map(line -> line.split(" => ", 2))
                    .map(parts -> DynamicTest.dynamicTest(
                            file.getFileName() + ": " + parts[0].trim(), () -> assertThat(evaluate(parts[0].trim()))
                                    .as(parts[0])
                                    .satisfies(actual -> expect(actual, parts[1].trim()))));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static void expect(String actual, String expected) {
        if (expected.startsWith("error: ")) {
            assertThat(actual).startsWith("error: ").contains(expected.substring("error: ".length()));
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static String evaluate(String expression) {
        try {
            RexNode node = EXPRESSIONS.parse(expression);
            ColumnBatch result = EXPRESSIONS.compile(null, List.of(node)).apply(ROW);
            Object value = Columns.at(result, 0, 0);
            assertThat(value != null || node.getType().isNullable())
                    .as("NULL is of the type %s", TypeNames.summary(node.getType()))
                    .isTrue();
            return shown(InternalValues.toExternal(value, node.getType()));
        } catch (UnsupportedExpressionException | ArithmeticException | IllegalArgumentException error) {
            return "error: " + error.getMessage();
        } catch (CastException | SqlException error) {
            return "error: " + error.getMessage();
        }
    }

    private static String shown(Object value) {
        if (value instanceof String text) {
            return "'" + text + "'";
        } else if (value instanceof byte[] bytes) {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        } else if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof List<?> list) {
            return list.stream().map(ExpressionsTest::shown).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> shown(entry.getKey()) + "=" + shown(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value == null ? "NULL" : value.toString();
    }
}
