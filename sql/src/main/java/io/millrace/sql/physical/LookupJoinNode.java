/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowType;
import io.millrace.operator.AsyncSettings;
import io.millrace.operator.AsyncWaitOperator;
import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.connector.AsyncLookupTableSource;
import io.millrace.sql.connector.AsyncTableLookup;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.LookupTableSource;
import io.millrace.sql.operator.LookupAnswerOperator;
import io.millrace.sql.operator.LookupFunction;
import io.millrace.sql.operator.LookupJoinOperator;
import io.millrace.sql.operator.LookupRequests;
import io.millrace.sql.operator.PairCondition;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/** A join of each row with what a table holds when the row comes. */
final class LookupJoinNode extends PhysicalNode {
    private final String name;
    private final LookupTableSource table;
    private final int[] columns;
    private final Join join;
    private final JoinKeys keys;
    private final LookupMode mode;

    /** @param columns of the table that the join takes, by position */
    LookupJoinNode(
            RelDataType rowType,
            PhysicalNode left,
            String name,
            LookupTableSource table,
            int[] columns,
            Join join,
            JoinKeys keys,
            LookupMode mode) {
        super(rowType, List.of(left));
        this.name = name;
        this.table = table;
        this.columns = columns;
        this.join = join;
        this.keys = keys;
        this.mode = mode;
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode();
    }

    @Override
    public String describe() {
        String where = keys.rest() == null ? "" : ", where=[" + keys.rest() + "]";
        return "LookupJoin(table=[" + name + "], type=["
                + join.getJoinType().name().toLowerCase(Locale.ROOT) + "], left=" + keys.left() + ", right="
                + keys.right() + where + mode.describe(!isInsertOnly()) + ")";
    }

    @Override
    StateUse state() {
        return mode.waits()
                ? StateUse.bounded(
                        "up to " + mode.capacity() + " rows a task that wait for an answer",
                        StateUse.bytesOf(input().rowType()),
                        "until it comes")
                : StateUse.NONE;
    }

    @Override
    String computeIdentity() {
        return "LOOKUP " + name + " " + join.getJoinType() + " ON " + Lineage.of(keys.left(), input().lineage()) + " = "
                + Lineage.of(keys.right(), join.getRight().getRowType().getFieldNames())
                + (keys.rest() == null ? "" : " WHERE " + Lineage.of(keys.rest(), lineage())) + " OF\n"
                + input().identity().indent(1);
    }

    @Override
    List<String> computeLineage() {
        List<String> lineage = new ArrayList<>(input().lineage());
        join.getRight().getRowType().getFieldNames().forEach(column -> lineage.add(name + "." + column));
        return lineage;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        int[] asked = keys.right().stream().mapToInt(key -> columns[key]).toArray();
        int[] wanted = columns;
        PairCondition condition = condition(translation);
        RelDataType output = rowType();
        int leftWidth = input().rowType().getFieldCount();
        boolean preserves = join.getJoinType() == JoinRelType.LEFT;
        if (mode.waits()) {
            return translation.append(
                    answers(translation, asked, wanted),
                    "LookupJoin",
                    () -> new LookupAnswerOperator(output, leftWidth, condition, preserves));
        }
        LookupTableSource source = table;
        List<Integer> left = keys.left();
        return translation.append(
                translation.stream(input()),
                "LookupJoin",
                () -> new LookupJoinOperator(
                        output, leftWidth, left, source.lookup(asked, wanted), condition, preserves));
    }

    /** Rows that wait are state: an operator of its own has them ask. */
    private DataStream<Object> answers(Translation translation, int[] asked, int[] wanted) {
        LookupTableSource source = table;
        boolean async = mode.async();
        String asksFor = name;
        List<Integer> left = keys.left();
        AsyncSettings settings = mode.settings(!isInsertOnly());
        RowType waiting = LookupRequests.type(StoredRows.row(input()));
        DataStream<Object> requests =
                translation.append(translation.stream(input()), "LookupRequests", LookupRequests::new);
        return translation
                .append(
                        requests,
                        "Lookup",
                        () -> new AsyncWaitOperator(
                                new LookupFunction(asksFor, left, lookup(source, async, asked, wanted)),
                                settings,
                                waiting))
                .uid(translation.uid("sql", identity() + "\nWAITING " + StoredRows.identity(input())));
    }

    private static AsyncTableLookup lookup(LookupTableSource source, boolean async, int[] asked, int[] wanted) {
        return async && source instanceof AsyncLookupTableSource asynchronous
                ? asynchronous.asyncLookup(asked, wanted)
                : LookupFunction.answeringAtOnce(source.lookup(asked, wanted));
    }

    private @Nullable PairCondition condition(Translation translation) {
        if (keys.rest() == null) {
            return null;
        }
        RelDataTypeFactory types = join.getCluster().getTypeFactory();
        RelDataType pair = SqlValidatorUtil.createJoinType(
                types, join.getLeft().getRowType(), join.getRight().getRowType(), null, List.of());
        return PairCondition.of(keys.rest(), pair, new CalcCompiler(types, translation.zone()), types);
    }
}
