/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.metadata.RelColumnMapping;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Windows of which late rows are kept: those of the input whose windows are all over when they come. */
public final class LateRowsScan extends LogicalTableFunctionScan {
    private final LateRows late;

    private LateRowsScan(
            RelTraitSet traits,
            List<RelNode> inputs,
            RexNode call,
            @Nullable Type elementType,
            RelDataType rowType,
            @Nullable Set<RelColumnMapping> mappings,
            LateRows late) {
        super(inputs.get(0).getCluster(), traits, inputs, call, elementType, rowType, mappings);
        this.late = late;
    }

    static LateRowsScan of(LogicalTableFunctionScan windows, LateRows late) {
        return new LateRowsScan(
                windows.getTraitSet(),
                windows.getInputs(),
                windows.getCall(),
                windows.getElementType(),
                windows.getRowType(),
                windows.getColumnMappings(),
                late);
    }

    /** Returns where they go, by columns of the input. */
    public LateRows late() {
        return late;
    }

    @Override
    public LateRowsScan copy(
            RelTraitSet traits,
            List<RelNode> inputs,
            RexNode call,
            @Nullable Type elementType,
            RelDataType rowType,
            @Nullable Set<RelColumnMapping> mappings) {
        return new LateRowsScan(traits, inputs, call, elementType, rowType, mappings, late);
    }

    /** The hint has become this node, and is not looked at again. */
    @Override
    public RelNode withHints(List<RelHint> hints) {
        return this;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("late", late);
    }
}
