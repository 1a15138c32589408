/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.Ranking;
import io.millrace.sql.operator.TopNOperator;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;

/** The first rows of each partition. */
final class TopNNode extends PhysicalNode {
    private final TopNOperator.Spec spec;

    /** @param rowType the columns of the input, and behind them the rank if it shows */
    TopNNode(RelDataType rowType, PhysicalNode input, TopNOperator.Spec spec) {
        super(rowType, List.of(input));
        this.spec = spec;
    }

    @Override
    public ChangelogMode changelogMode() {
        if (!input().isInsertOnly()) {
            return ChangelogMode.all();
        } else if (spec.isByPlace()) {
            return ChangelogMode.of(EnumSet.of(RowKind.INSERT, RowKind.UPDATE_BEFORE, RowKind.UPDATE_AFTER));
        } else if (!spec.showsRank()) {
            return ChangelogMode.of(EnumSet.of(RowKind.INSERT, RowKind.DELETE));
        }
        return ChangelogMode.all();
    }

    @Override
    List<ImmutableBitSet> computeChangeKeys() {
        return keys(input().changeKeys());
    }

    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        return keys(input().upsertKeys());
    }

    /** Of one place, a partition has one row; of several, rows are told apart by the places, or by what tells those of the input apart. */
    private List<ImmutableBitSet> keys(List<ImmutableBitSet> ofInput) {
        ImmutableBitSet partition = ImmutableBitSet.of(spec.partition());
        if (spec.isOnePlace()) {
            return List.of(partition);
        } else if (spec.isByPlace()) {
            return spec.showsRank() ? List.of(partition.set(rowType().getFieldCount() - 1)) : List.of();
        }
        return ofInput.stream().filter(key -> key.contains(partition)).toList();
    }

    @Override
    public String describe() {
        Ranking ranking = spec.ranking();
        return "TopN(ranking=[" + ranking + "], ranks=[" + spec.first() + ".." + spec.last() + "], partitionBy="
                + spec.partition() + ", orderBy=" + spec.order() + ", showsRank=[" + spec.showsRank() + "])";
    }

    @Override
    String distribution() {
        return hash(input(), spec.partition());
    }

    @Override
    StateUse state() {
        return input().isInsertOnly()
                ? StateUse.unbounded(
                        "the first rows of each partition",
                        StateUse.bytesOf(rowType()),
                        "SET 'table.exec.state.ttl', or rank the rows of windows")
                : StateUse.unbounded(
                        "all rows of each partition, as they change",
                        StateUse.bytesOf(rowType()),
                        "SET 'table.exec.state.ttl', or rank rows that do not change");
    }

    /** Whether the rank shows is no part of it. */
    @Override
    String computeIdentity() {
        List<String> columns = input().lineage();
        return spec.ranking() + " " + spec.first() + ".." + spec.last() + " BY "
                + Lineage.of(spec.partition(), columns) + " ORDER BY " + Lineage.of(spec.order(), columns) + " OF\n"
                + StoredRows.identity(input()).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return lineage(spec, input());
    }

    /** Returns what the columns of ranked rows are. */
    static List<String> lineage(TopNOperator.Spec spec, PhysicalNode input) {
        List<String> columns = new ArrayList<>(input.lineage());
        if (spec.showsRank()) {
            columns.add(spec.ranking() + "() BY " + Lineage.of(spec.partition(), columns) + " ORDER BY "
                    + Lineage.of(spec.order(), columns));
        }
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType row = StoredRows.row(this);
        TopNOperator.Spec ranked = spec;
        boolean retracts = !input().isInsertOnly();
        long ttl = translation.stateTtlMillis();
        boolean updateBefore = translation.needsUpdateBefore(this);
        SingleOutputStreamOperator<Object> operator = translation.stream(input())
                .keyByColumns(spec.partition())
                .transform("TopN", () -> new TopNOperator(row, ranked, retracts, updateBefore, ttl));
        if (spec.partition().isEmpty()) {
            operator.setParallelism(1);
        }
        return translation.keeping(this, operator);
    }
}
