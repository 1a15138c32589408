/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;

/** Passes rows on, and event time with them. Of its columns one is rowtime, which in the input is a plain timestamp. */
public final class WatermarkAssigner extends SingleRel {

    private final int rowtimeIndex;
    private final RexNode watermark;

    /**
     * @param rowType that of the input, with the rowtime column marked
     * @param watermark over the input's columns: for each row the time up to which the input is complete
     */
    WatermarkAssigner(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelNode input,
            RelDataType rowType,
            int rowtimeIndex,
            RexNode watermark) {
        super(cluster, traits, input);
        this.rowType = rowType;
        this.rowtimeIndex = rowtimeIndex;
        this.watermark = watermark;
    }

    static WatermarkAssigner create(RelNode input, RelDataType rowType, int rowtimeIndex, RexNode watermark) {
        RelOptCluster cluster = input.getCluster();
        return new WatermarkAssigner(
                cluster, cluster.traitSetOf(Convention.NONE), input, rowType, rowtimeIndex, watermark);
    }

    /** Returns which column is rowtime. */
    public int rowtimeIndex() {
        return rowtimeIndex;
    }

    /** Returns the expression that gives the watermark. */
    public RexNode watermark() {
        return watermark;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new WatermarkAssigner(getCluster(), traits, inputs.get(0), getRowType(), rowtimeIndex, watermark);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("rowtime", getRowType().getFieldNames().get(rowtimeIndex))
                .item("watermark", watermark);
    }
}
