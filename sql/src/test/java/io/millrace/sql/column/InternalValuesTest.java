/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.type.SqlTypeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values go into columns and come out of them as they were. */
class InternalValuesTest {

    private static final RelDataTypeFactory TYPES = new SqlTypeFactory();
    private static final LocalDateTime TIME = LocalDateTime.of(1969, 7, 20, 20, 17, 40, 123_456_789);
    private static final Instant INSTANT = Instant.ofEpochSecond(-14_182_940L, 123_456_789);

    private static RelDataType type(SqlTypeName name, int precision) {
        return TYPES.createSqlType(name, precision);
    }

    private static RelDataType interval(TimeUnit from, TimeUnit to) {
        return TYPES.createSqlIntervalType(new SqlIntervalQualifier(from, to, SqlParserPos.ZERO));
    }

    static Stream<Arguments> values() {
        RelDataType integer = TYPES.createSqlType(SqlTypeName.INTEGER);
        RelDataType date = TYPES.createSqlType(SqlTypeName.DATE);
        return Stream.of(
                Arguments.of(TYPES.createSqlType(SqlTypeName.BOOLEAN), true, true),
                Arguments.of(TYPES.createSqlType(SqlTypeName.TINYINT), (byte) -1, -1),
                Arguments.of(TYPES.createSqlType(SqlTypeName.SMALLINT), (short) -1, -1),
                Arguments.of(integer, -1, -1),
                Arguments.of(TYPES.createSqlType(SqlTypeName.BIGINT), -1L, -1L),
                Arguments.of(TYPES.createSqlType(SqlTypeName.FLOAT), 1.5f, 1.5f),
                Arguments.of(TYPES.createSqlType(SqlTypeName.DOUBLE), 1.5d, 1.5d),
                Arguments.of(TYPES.createSqlType(SqlTypeName.VARCHAR), "a", "a"),
                Arguments.of(date, LocalDate.of(1969, 12, 31), -1),
                Arguments.of(type(SqlTypeName.TIME, 3), LocalTime.of(0, 0, 1, 1_000_000), 1001),
                Arguments.of(type(SqlTypeName.TIMESTAMP, 3), LocalDateTime.of(1970, 1, 1, 0, 0, 1), 1000L),
                Arguments.of(type(SqlTypeName.TIMESTAMP, 6), LocalDateTime.of(1970, 1, 1, 0, 0, 1), 1_000_000L),
                Arguments.of(type(SqlTypeName.TIMESTAMP, 9), TIME, TIME),
                Arguments.of(type(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 3), Instant.ofEpochMilli(-1), -1L),
                Arguments.of(
                        type(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 6),
                        Instant.ofEpochSecond(1, 1000),
                        1_000_001L),
                Arguments.of(type(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 9), INSTANT, INSTANT),
                Arguments.of(interval(TimeUnit.YEAR, TimeUnit.MONTH), Period.of(1, 2, 0), 14),
                Arguments.of(interval(TimeUnit.DAY, TimeUnit.SECOND), Duration.ofMillis(-5), -5L),
                Arguments.of(TYPES.createArrayType(date, -1), List.of(LocalDate.of(1970, 1, 2)), List.of(1)),
                Arguments.of(TYPES.createMapType(integer, date), Map.of(7, LocalDate.of(1970, 1, 2)), Map.of(7, 1)),
                Arguments.of(
                        TYPES.createStructType(List.of(integer, date), List.of("a", "b")),
                        Arrays.asList(null, LocalDate.of(1970, 1, 2)),
                        Arrays.asList(null, 1)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void goInAndComeOut(RelDataType type, Object external, Object internal) {
        assertThat(InternalValues.toInternal(external, type)).isEqualTo(internal);
        assertThat(InternalValues.toExternal(internal, type)).isEqualTo(external);
    }

    @Test
    void nullStaysNull() {
        assertThat(InternalValues.toInternal(null, type(SqlTypeName.TIMESTAMP, 3)))
                .isNull();
        assertThat(InternalValues.toExternal(null, type(SqlTypeName.TIMESTAMP, 3)))
                .isNull();
    }

    @Test
    void decimalsTakeTheScaleOfTheirType() {
        assertThat(InternalValues.toInternal(new BigDecimal("1.5"), TYPES.createSqlType(SqlTypeName.DECIMAL, 10, 3)))
                .isEqualTo(new BigDecimal("1.500"));
    }

    @Test
    void timestampsLoseWhatIsFinerThanTheirType() {
        assertThat(InternalValues.toInternal(TIME, type(SqlTypeName.TIMESTAMP, 0)))
                .isEqualTo(InternalValues.toInternal(TIME.withNano(0), type(SqlTypeName.TIMESTAMP, 3)));
        assertThat(InternalValues.toInternal(TIME, type(SqlTypeName.TIMESTAMP, 7)))
                .isEqualTo(TIME.withNano(123_456_700));
    }
}
