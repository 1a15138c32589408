/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.plan.SourceScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/** Joins of three inputs and more on one key, where an option or the hint MULTI_JOIN says so. Of left joins none whose rows expire, as it would not be known then whether a row was told with nulls. */
final class MultiJoinPlanner implements NodePlanner {
    private static final int FEWEST = 3;

    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        SqlOptions options = planner.options();
        boolean all = options.get(SqlOptions.MULTI_JOIN_ENABLED).orElse(false);
        JoinChain chain = node instanceof Join ? JoinChain.of(node, join -> all || isHinted(join)) : null;
        if (chain == null || chain.inputs().size() < FEWEST) {
            return null;
        }
        List<@Nullable Duration> timesToLive = chain.inputs().stream()
                .<@Nullable Duration>map(StateTtl::hintedFor)
                .toList();
        Duration session = options.get(SqlOptions.STATE_TTL).orElse(Duration.ZERO);
        boolean expires = timesToLive.stream().anyMatch(hinted -> !(hinted == null ? session : hinted).isZero());
        return expires && chain.leftJoined().contains(true) ? null : node(node, chain, timesToLive, planner);
    }

    /** Returns whether one hint names tables of both sides. */
    private static boolean isHinted(Join join) {
        Set<Integer> ofLeft = multiJoins(join.getLeft());
        return multiJoins(join.getRight()).stream().anyMatch(ofLeft::contains);
    }

    private static Set<Integer> multiJoins(RelNode node) {
        if (node instanceof SourceScan scan) {
            return scan.tableHints().multiJoins();
        }
        return node.getInputs().stream()
                .flatMap(input -> multiJoins(input).stream())
                .collect(Collectors.toSet());
    }

    private static PhysicalNode node(
            RelNode node, JoinChain chain, List<@Nullable Duration> timesToLive, PhysicalPlanner planner) {
        RelDataTypeFactory types = node.getCluster().getTypeFactory();
        List<PhysicalNode> inputs = chain.inputs().stream().map(planner::plan).toList();
        RelDataTypeFactory.Builder row = types.builder();
        for (int i = 0; i < inputs.size(); i++) {
            for (RelDataTypeField field : inputs.get(i).rowType().getFieldList()) {
                boolean nullable = chain.leftJoined().get(i) || field.getType().isNullable();
                row.add(field.getName(), types.createTypeWithNullability(field.getType(), nullable));
            }
        }
        boolean asTheyAre = chain.columns().equals(chain.allColumns());
        RelDataType wide = asTheyAre ? node.getRowType() : row.uniquify().build();
        PhysicalNode joined = new MultiJoinNode(wide, inputs, chain.keys(), chain.leftJoined(), timesToLive);
        if (asTheyAre && chain.conditions().isEmpty()) {
            return joined;
        }
        List<RexNode> shown = new ArrayList<>();
        for (JoinChain.Origin origin : chain.columns()) {
            shown.add(RexInputRef.of(chain.placeOf(origin), wide));
        }
        RexNode condition = RexUtil.composeConjunction(node.getCluster().getRexBuilder(), chain.conditions(), true);
        return new CalcNode(node.getRowType(), joined, condition, shown, types);
    }
}
