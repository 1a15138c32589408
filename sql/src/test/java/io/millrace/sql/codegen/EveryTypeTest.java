/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.column.InternalValues;
import io.millrace.sql.type.TypeNames;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be done with values of any type, is done with each: compared, chosen, put into arrays and taken out again. */
class EveryTypeTest {

    /** Over the columns x and y, which are equal, z, which is null in the second row, and n, which cannot be null. */
    private static final Map<String, List<Object>> OUTCOMES = Map.ofEntries(
            Map.entry("x = y", Arrays.asList(true, true)),
            Map.entry("x <> n", Arrays.asList(false, false)),
            Map.entry("x < z", Arrays.asList(false, null)),
            Map.entry("x >= z", Arrays.asList(true, null)),
            Map.entry("n <= x OR n > y", Arrays.asList(true, true)),
            Map.entry("x IS DISTINCT FROM z", Arrays.asList(false, true)),
            Map.entry("n IS NOT DISTINCT FROM z", Arrays.asList(true, false)),
            Map.entry("x IN (y, z)", Arrays.asList(true, true)),
            Map.entry("CASE WHEN x = z THEN z ELSE x END = x", Arrays.asList(true, true)),
            Map.entry("COALESCE(z, x) = x", Arrays.asList(true, true)),
            Map.entry("COALESCE(z, n) = n", Arrays.asList(true, true)),
            Map.entry("NULLIF(x, z) IS NULL", Arrays.asList(true, false)),
            Map.entry("GREATEST(x, n) = LEAST(x, n)", Arrays.asList(true, true)),
            Map.entry("GREATEST(x, z) = x", Arrays.asList(true, null)),
            Map.entry("ARRAY[x, z][1] = x", Arrays.asList(true, true)),
            Map.entry("ARRAY[x, z][2] = x", Arrays.asList(true, null)),
            Map.entry("MAP['a', z]['a'] = x", Arrays.asList(true, null)),
            Map.entry("IF(z IS NULL, n, z) = x", Arrays.asList(true, true)),
            Map.entry("CAST(x AS VARCHAR) = CAST(z AS VARCHAR)", Arrays.asList(true, null)));

    static Stream<Arguments> cases() {
        return CastMatrixTest.VALUES.keySet().stream().flatMap(type -> OUTCOMES.keySet().stream()
                .map(expression -> Arguments.of(expression, TypeNames.description(type), type)));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("cases")
    void givesWhatIsExpected(String expression, String typeName, RelDataType type) {
        RelDataType nullable = Expressions.TYPES.createTypeWithNullability(type, true);
        RelDataType row = Expressions.TYPES.createStructType(
                List.of(nullable, nullable, nullable, type), List.of("x", "y", "z", "n"));
        Expressions expressions = new Expressions(row, ZoneId.of("UTC"));
        Object value = InternalValues.toInternal(CastMatrixTest.VALUES.get(type), type);
        RexNode node = expressions.parse(expression);
        Calc calc = expressions.compile(null, List.of(node));

        List<List<Object>> rows = Columns.rows(calc.apply(expressions.batch(
                List.of(Arrays.asList(value, value, value, value), Arrays.asList(value, value, null, value)))));
        assertThat(rows.stream().map(values -> values.get(0))).containsExactlyElementsOf(OUTCOMES.get(expression));
    }
}
