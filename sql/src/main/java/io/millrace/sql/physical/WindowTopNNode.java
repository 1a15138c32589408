/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.TopNOperator;
import io.millrace.sql.operator.WindowTopNOperator;
import io.millrace.sql.window.WindowZone;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** The first rows of each partition of a window, which come when it is over. */
final class WindowTopNNode extends PhysicalNode {
    private final TopNOperator.Spec spec;
    private final int end;
    private final boolean zoned;

    /**
     * @param rowType that of the input, and the rank where it shows
     * @param end the column with the end of the window, which is one of those that partition
     */
    WindowTopNNode(RelDataType rowType, PhysicalNode input, TopNOperator.Spec spec, int end, boolean zoned) {
        super(rowType, List.of(input));
        this.spec = spec;
        this.end = end;
        this.zoned = zoned;
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public String describe() {
        return "WindowTopN(partitionBy=" + spec.partition() + ", orderBy=" + spec.order() + ", rank=[" + spec.ranking()
                + "], range=[" + spec.first() + ", " + spec.last() + "], end=[" + end + "])";
    }

    @Override
    String distribution() {
        return hash(input(), keys());
    }

    @Override
    StateUse state() {
        return StateUse.bounded("the first rows of windows", StateUse.bytesOf(rowType()), "when a window is over");
    }

    @Override
    String computeIdentity() {
        List<String> columns = input().lineage();
        return "WINDOW " + spec.ranking() + " " + spec.first() + ".." + spec.last() + " BY "
                + Lineage.of(spec.partition(), columns) + " ORDER BY " + Lineage.of(spec.order(), columns) + " OF\n"
                + StoredRows.identity(input()).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return TopNNode.lineage(spec, input());
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        WindowZone zone = WindowCall.zone(zoned, translation.zone());
        List<Integer> keys = keys();
        RelDataType output = StoredRows.row(this);
        int ends = end;
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(keys)
                        .transform("WindowTopN", () -> new WindowTopNOperator(output, zone, spec, keys, ends)));
    }

    /** Returns what partitions but the end of the window. */
    private List<Integer> keys() {
        return spec.partition().stream().filter(column -> column != end).toList();
    }
}
