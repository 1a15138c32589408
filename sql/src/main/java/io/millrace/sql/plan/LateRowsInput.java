/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/** The input of OVER, where rows are kept that come too late for it. It passes all on: who is above it knows which are late. */
public final class LateRowsInput extends SingleRel {
    private final LateRows late;

    private LateRowsInput(RelTraitSet traits, RelNode input, LateRows late) {
        super(input.getCluster(), traits, input);
        this.late = late;
    }

    static LateRowsInput of(RelNode input, LateRows late) {
        return new LateRowsInput(input.getCluster().traitSetOf(Convention.NONE), input, late);
    }

    /** Returns where they go. */
    public LateRows late() {
        return late;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new LateRowsInput(traits, inputs.get(0), late);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("late", late);
    }
}
