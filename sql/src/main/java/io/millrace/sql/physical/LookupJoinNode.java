/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.LookupTableSource;
import io.millrace.sql.operator.LookupJoinOperator;
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

    /** @param columns of the table that the join takes, by position */
    LookupJoinNode(
            RelDataType rowType,
            PhysicalNode left,
            String name,
            LookupTableSource table,
            int[] columns,
            Join join,
            JoinKeys keys) {
        super(rowType, List.of(left));
        this.name = name;
        this.table = table;
        this.columns = columns;
        this.join = join;
        this.keys = keys;
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
                + keys.right() + where + ")";
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
        LookupTableSource source = table;
        int[] wanted = columns;
        PairCondition condition = condition(translation);
        RelDataType output = rowType();
        int leftWidth = input().rowType().getFieldCount();
        boolean preserves = join.getJoinType() == JoinRelType.LEFT;
        List<Integer> left = keys.left();
        DataStream<Object> rows = translation.stream(input());
        return rows.<Object>transform(
                        "LookupJoin",
                        () -> new LookupJoinOperator(
                                output, leftWidth, left, source.lookup(asked, wanted), condition, preserves))
                .setParallelism(rows.getParallelism());
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
