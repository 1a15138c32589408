/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.column.InternalValues;
import io.millrace.sql.function.runtime.CastException;
import io.millrace.sql.type.TypeNames;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type is cast to each other, of columns with and without nulls: it works, or is refused before anything runs. */
class CastMatrixTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDateTime TIME = LocalDateTime.of(2024, 2, 29, 12, 34, 56);
    static final Map<RelDataType, Object> VALUES = values();

    private static Map<RelDataType, Object> values() {
        Map<RelDataType, Object> values = new LinkedHashMap<>();
        values.put(type(SqlTypeName.BOOLEAN), true);
        values.put(type(SqlTypeName.TINYINT), (byte) 1);
        values.put(type(SqlTypeName.SMALLINT), (short) 1);
        values.put(type(SqlTypeName.INTEGER), 1);
        values.put(type(SqlTypeName.BIGINT), 1L);
        values.put(type(SqlTypeName.FLOAT), 1f);
        values.put(type(SqlTypeName.DOUBLE), 1d);
        values.put(Expressions.TYPES.createSqlType(SqlTypeName.DECIMAL, 10, 2), new BigDecimal("1.00"));
        values.put(Expressions.TYPES.createSqlType(SqlTypeName.CHAR, 3), "1  ");
        values.put(type(SqlTypeName.VARCHAR), "1");
        values.put(Expressions.TYPES.createSqlType(SqlTypeName.BINARY, 2), new byte[] {49, 49});
        values.put(type(SqlTypeName.VARBINARY), new byte[] {49});
        values.put(type(SqlTypeName.DATE), LocalDate.of(2024, 2, 29));
        values.put(Expressions.TYPES.createSqlType(SqlTypeName.TIME, 0), LocalTime.of(12, 34, 56));
        for (int precision : List.of(3, 6, 9)) {
            values.put(Expressions.TYPES.createSqlType(SqlTypeName.TIMESTAMP, precision), TIME);
        }
        Instant instant = TIME.atZone(ZONE).toInstant();
        for (int precision : List.of(3, 6, 9)) {
            values.put(Expressions.TYPES.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, precision), instant);
        }
        return values;
    }

    private static RelDataType type(SqlTypeName name) {
        return Expressions.TYPES.createSqlType(name);
    }

    /** What types have in common, and which they can be cast to. */
    private enum Group {
        NUMBER,
        TEXT,
        BYTES,
        DATE,
        TIME,
        TIMESTAMP;

        static Group of(RelDataType type) {
            return switch (type.getSqlTypeName()) {
                case CHAR, VARCHAR -> TEXT;
                case BINARY, VARBINARY -> BYTES;
                case DATE -> DATE;
                case TIME -> TIME;
                case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> TIMESTAMP;
                default -> NUMBER;
            };
        }

        boolean castsTo(Group target) {
            return switch (this) {
                case TEXT -> true;
                case NUMBER, BYTES -> target == TEXT || target == this;
                case DATE -> target == TEXT || target == DATE || target == TIMESTAMP;
                case TIME -> target == TEXT || target == TIME || target == TIMESTAMP;
                case TIMESTAMP -> target == TEXT || target == DATE || target == TIME || target == TIMESTAMP;
            };
        }
    }

    static Stream<Arguments> pairs() {
        return VALUES.keySet().stream().flatMap(from -> VALUES.keySet().stream()
                .map(to -> Arguments.of(TypeNames.description(from), TypeNames.description(to), from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void worksOrIsRefused(String fromName, String toName, RelDataType from, RelDataType to) {
        assertThat(castAll(from, to)).isEqualTo(Group.of(from).castsTo(Group.of(to)));
    }

    private static boolean castAll(RelDataType from, RelDataType to) {
        try {
            for (boolean nullable : new boolean[] {false, true}) {
                RelDataType source = Expressions.TYPES.createTypeWithNullability(from, nullable);
                RelDataType target = Expressions.TYPES.createTypeWithNullability(to, nullable);
                cast(source, target, false);
                cast(source, target, true);
            }
            return true;
        } catch (UnsupportedExpressionException unsupported) {
            return false;
        }
    }

    private static void cast(RelDataType from, RelDataType to, boolean safely) {
        RexBuilder rex = new RexBuilder(Expressions.TYPES);
        RelDataType row = Expressions.TYPES.createStructType(List.of(from), List.of("x"));
        RexNode cast = rex.makeAbstractCast(to, rex.makeInputRef(from, 0), safely);
        Expressions expressions = new Expressions(row, ZONE);
        Calc calc = expressions.compile(null, List.of(cast));
        Object value =
                InternalValues.toInternal(VALUES.get(Expressions.TYPES.createTypeWithNullability(from, false)), from);
        List<List<Object>> rows = from.isNullable()
                ? List.of(Arrays.asList(value), Arrays.asList((Object) null))
                : List.of(Arrays.asList(value));
        try {
            List<List<Object>> result = Columns.rows(calc.apply(expressions.batch(rows)));
            assertThat(result).hasSize(rows.size());
            if (from.isNullable()) {
                assertThat(result.get(1)).containsOnlyNulls();
            }
        } catch (CastException noCounterpart) {
            assertThat(safely).as(cast.toString()).isFalse();
        }
    }
}
