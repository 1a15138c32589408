/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.ColumnBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgramBuilder;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;
import org.codehaus.janino.util.ClassFile;
import org.junit.jupiter.api.Test;

/** What a compiled filter with its projections does with batches. */
class CalcTest {

    private static final int MAX_BYTECODES = 8000;

    private static final RelDataType ROW = Expressions.TYPES.createStructType(
            List.of(
                    Expressions.type(SqlTypeName.BIGINT, true),
                    Expressions.type(SqlTypeName.VARCHAR, true),
                    Expressions.type(SqlTypeName.INTEGER, false)),
            List.of("id", "name", "count"));

    private final Expressions expressions = new Expressions(ROW, ZoneOffset.UTC);
    private final RexBuilder rex = new RexBuilder(Expressions.TYPES);
    private final RexNode id = input(0);
    private final RexNode name = input(1);
    private final RexNode count = input(2);

    private RexNode input(int index) {
        return rex.makeInputRef(ROW.getFieldList().get(index).getType(), index);
    }

    private RexNode number(int value) {
        return rex.makeExactLiteral(BigDecimal.valueOf(value), Expressions.type(SqlTypeName.INTEGER, false));
    }

    private RexNode countIsAbove(int value) {
        return rex.makeCall(SqlStdOperatorTable.GREATER_THAN, count, number(value));
    }

    private ColumnBatch batch() {
        return expressions.batch(
                List.of(Arrays.asList(1L, "a", 10), Arrays.asList(null, "b", 20), Arrays.asList(3L, null, 30)));
    }

    @Test
    void aFilterMovesNothing() {
        ColumnBatch batch = batch();
        ColumnBatch result =
                expressions.compile(countIsAbove(10), List.of(id, name)).apply(batch);

        assertThat(result.size).isEqualTo(2);
        assertThat(result.selection).startsWith(1, 2);
        assertThat(result.columns[0]).isSameAs(batch.columns[0]);
        assertThat(result.columns[1]).isSameAs(batch.columns[1]);
        assertThat(result.nulls[1]).isSameAs(batch.nulls[1]);
        assertThat(result.timestamps).isSameAs(batch.timestamps);
        assertThat(batch.selection).isNull();
    }

    @Test
    void kindsStayWithTheirRows() {
        ColumnBatch batch = batch();
        batch.kinds = new byte[] {0, 1, 2};
        ColumnBatch result = expressions.compile(countIsAbove(10), List.of(id)).apply(batch);

        assertThat(result.kinds).isSameAs(batch.kinds);
    }

    @Test
    void givesNullWhereNoRowIsLeft() {
        assertThat(expressions.compile(countIsAbove(30), List.of(id)).apply(batch()))
                .isNull();
    }

    @Test
    void aFilterThatKeepsAllRowsLeavesTheSelectionOut() {
        assertThat(expressions.compile(countIsAbove(0), List.of(id)).apply(batch()).selection)
                .isNull();
    }

    @Test
    void laterConjunctsOnlySeeWhatEarlierOnesKept() {
        RexNode divides = rex.makeCall(
                SqlStdOperatorTable.GREATER_THAN,
                rex.makeCall(
                        SqlStdOperatorTable.DIVIDE,
                        number(100),
                        rex.makeCall(SqlStdOperatorTable.MINUS, count, number(10))),
                number(9));
        RexNode both = rex.makeCall(SqlStdOperatorTable.AND, countIsAbove(10), divides);

        assertThat(Columns.rows(expressions.compile(both, List.of(count)).apply(batch())))
                .containsExactly(List.of(20));
        assertThatThrownBy(() -> expressions.compile(divides, List.of(count)).apply(batch()))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("100 / (count - 10)");
    }

    @Test
    void computesOnlySelectedRows() {
        ColumnBatch batch = batch();
        batch.selection = new int[] {0, 2};
        batch.size = 2;
        RexNode quotient = rex.makeCall(
                SqlStdOperatorTable.DIVIDE, number(100), rex.makeCall(SqlStdOperatorTable.MINUS, count, number(20)));

        assertThat(Columns.rows(expressions.compile(null, List.of(quotient)).apply(batch)))
                .containsExactly(List.of(-10), List.of(10));
    }

    @Test
    void aProjectionWithoutNullsHasNoArrayOfThem() {
        RexNode sum = rex.makeCall(SqlStdOperatorTable.PLUS, id, number(1));
        ColumnBatch batch = expressions.batch(List.of(Arrays.asList(1L, "a", 10), Arrays.asList(2L, "b", 20)));

        assertThat(expressions.compile(null, List.of(sum)).apply(batch).nulls[0])
                .isNull();
        assertThat(expressions.compile(null, List.of(sum)).apply(batch()).nulls[0])
                .containsExactly(false, true, false);
    }

    @Test
    void makesRows() {
        RexNode row = rex.makeCall(SqlStdOperatorTable.ROW, id, name);

        assertThat(Columns.rows(expressions.compile(null, List.of(row)).apply(batch())))
                .containsExactly(
                        List.of(Arrays.asList(1L, "a")),
                        List.of(Arrays.asList(null, "b")),
                        List.of(Arrays.asList(3L, null)));
    }

    @Test
    void readsFieldsOfRows() {
        RelDataType inner =
                Expressions.TYPES.createStructType(List.of(Expressions.type(SqlTypeName.INTEGER, true)), List.of("x"));
        RelDataType outer = Expressions.TYPES.createStructType(List.of(inner), List.of("r"));
        RexNode field = rex.makeFieldAccess(rex.makeInputRef(inner, 0), 0);
        Expressions nested = new Expressions(outer, ZoneOffset.UTC);
        ColumnBatch batch = nested.batch(List.of(List.of(List.of(5)), List.of(Arrays.asList((Object) null))));

        assertThat(Columns.rows(nested.compile(null, List.of(field)).apply(batch)))
                .containsExactly(List.of(5), Arrays.asList((Object) null));
    }

    @Test
    void aFactoryTravelsWithItsConstants() throws IOException, ClassNotFoundException {
        RexNode like = rex.makeCall(SqlStdOperatorTable.LIKE, name, rex.makeLiteral("a%"));
        CalcFactory factory = new CalcCompiler(Expressions.TYPES, ZoneOffset.UTC).compile(ROW, like, List.of(id));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(factory);
        }
        Object arrived = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        Calc calc = ((CalcFactory) arrived).open(Expressions.CONTEXT);
        assertThat(Columns.rows(calc.apply(batch()))).containsExactly(List.of(1L));
    }

    @Test
    void takesPrograms() {
        RexProgramBuilder builder = new RexProgramBuilder(ROW, rex);
        builder.addCondition(countIsAbove(10));
        builder.addProject(rex.makeCall(SqlStdOperatorTable.PLUS, count, number(1)), "more");
        CalcFactory factory = new CalcCompiler(Expressions.TYPES, ZoneOffset.UTC).compile(builder.getProgram());

        assertThat(Columns.rows(factory.open(Expressions.CONTEXT).apply(batch())))
                .containsExactly(List.of(21), List.of(31));
    }

    @Test
    void seededRandomNumbersAreTheSameEveryTimeWhateverIsNull() {
        RexNode random = rex.makeCall(SqlStdOperatorTable.RAND_INTEGER, number(5), number(1000));
        RexNode sum = rex.makeCall(SqlStdOperatorTable.PLUS, random, count);
        Calc one = expressions.compile(null, List.of(sum, id));
        Calc other = expressions.compile(null, List.of(sum, id));

        List<List<Object>> first = Columns.rows(one.apply(batch()));
        assertThat(Columns.rows(other.apply(batch()))).isEqualTo(first);
        assertThat(Columns.rows(one.apply(batch()))).isNotEqualTo(first);
    }

    @Test
    void anEmptyBatchGivesNull() {
        assertThat(expressions.compile(null, List.of(id)).apply(expressions.batch(List.of())))
                .isNull();
    }

    @Test
    void twoOpenedCalcsHaveClassesOfTheirOwn() {
        CalcFactory factory = new CalcCompiler(Expressions.TYPES, ZoneOffset.UTC).compile(ROW, null, List.of(id));

        assertThat(factory.open(Expressions.CONTEXT).getClass())
                .isNotSameAs(factory.open(Expressions.CONTEXT).getClass());
    }

    @Test
    void theSourceSaysWhichExpressionEachMethodIsOf() {
        RexNode sum = rex.makeCall(SqlStdOperatorTable.PLUS, id, number(1));
        String source = new CalcCompiler(Expressions.TYPES, ZoneOffset.UTC)
                .compile(ROW, countIsAbove(5), List.of(sum))
                .source();

        assertThat(source).contains("/** count > 5 */", "/** id + 1 */", "/** SELECT id + 1 WHERE count > 5 */");
    }

    @Test
    void textsInCommentsDoNotEndThem() {
        RexNode text = rex.makeCall(
                SqlStdOperatorTable.CONCAT, name, rex.makeLiteral("*/ \\u000a \u00e9", name.getType(), true));

        assertThat(Columns.rows(expressions.compile(null, List.of(text)).apply(batch()))
                        .get(0))
                .containsExactly("a*/ \\u000a \u00e9");
    }

    @Test
    void aFunctionThatIsNotKnownIsNamedBeforeAnythingRuns() {
        RexNode unknown = rex.makeCall(SqlLibraryOperators.SOUNDEX, name);

        assertThatThrownBy(
                        () -> new CalcCompiler(Expressions.TYPES, ZoneOffset.UTC).compile(ROW, null, List.of(unknown)))
                .isInstanceOf(UnsupportedExpressionException.class)
                .hasMessage("The function SOUNDEX is not supported.");
    }

    @Test
    void longConditionsAreSplitIntoMethodsThatTheJitTakes() throws CompileException, IOException {
        List<RexNode> terms = new ArrayList<>();
        for (int term = 0; term < 200; term++) {
            terms.add(rex.makeCall(
                    SqlStdOperatorTable.AND,
                    rex.makeCall(SqlStdOperatorTable.EQUALS, id, number(term)),
                    rex.makeCall(SqlStdOperatorTable.LIKE, name, rex.makeLiteral("%" + term))));
        }
        RexNode any = rex.makeCall(SqlStdOperatorTable.OR, terms);
        List<RexNode> branches = new ArrayList<>();
        for (int branch = 0; branch < 150; branch++) {
            branches.add(rex.makeCall(SqlStdOperatorTable.EQUALS, count, number(branch)));
            branches.add(rex.makeCall(SqlStdOperatorTable.DIVIDE, number(branch), count));
        }
        branches.add(number(-1));
        RexNode cases = rex.makeCall(SqlStdOperatorTable.CASE, branches);
        RexNode sum = IntStream.range(0, 300)
                .mapToObj(this::number)
                .map(number -> rex.makeCall(SqlStdOperatorTable.DIVIDE, number, count))
                .reduce(count, (left, right) -> rex.makeCall(SqlStdOperatorTable.PLUS, left, right));
        CalcFactory factory = new CalcCompiler(Expressions.TYPES, ZoneOffset.UTC)
                .compile(ROW, null, List.of(any, cases, sum, rex.makeCall(SqlStdOperatorTable.NOT, any)));

        assertThat(largestMethod(factory.source())).isLessThan(MAX_BYTECODES);
        List<List<Object>> rows = Columns.rows(factory.open(Expressions.CONTEXT).apply(batch()));
        assertThat(rows.get(0)).startsWith(false, 1);
        assertThat(rows.get(1)).startsWith(false, 1);
    }

    private static int largestMethod(String source) throws CompileException, IOException {
        SimpleCompiler compiler = new SimpleCompiler();
        compiler.cook(source);
        int largest = 0;
        for (byte[] bytes : compiler.getBytecodes().values()) {
            for (ClassFile.MethodInfo method : new ClassFile(new ByteArrayInputStream(bytes)).methodInfos) {
                for (ClassFile.AttributeInfo attribute : method.getAttributes()) {
                    if (attribute instanceof ClassFile.CodeAttribute code) {
                        largest = Math.max(largest, code.code.length);
                    }
                }
            }
        }
        return largest;
    }
}
