/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;

/**
 * A query that stays what it is, whatever is asked of its rows. The late rows of windows are those of the query as it is written: a condition of a query above it must not move into
 * it, as there would be fewer of them, and whoever uses a view twice must get the same twice. It is there during optimization only.
 */
final class KeptWhole extends SingleRel {
    private KeptWhole(RelTraitSet traits, RelNode query) {
        super(query.getCluster(), traits, query);
    }

    static KeptWhole of(RelNode query) {
        return new KeptWhole(query.getCluster().traitSetOf(Convention.NONE), query);
    }

    /** Returns a plan without such nodes. */
    static RelNode opened(RelNode plan) {
        if (plan instanceof KeptWhole kept) {
            return opened(kept.getInput());
        }
        List<RelNode> inputs = plan.getInputs().stream().map(KeptWhole::opened).toList();
        return inputs.equals(plan.getInputs()) ? plan : plan.copy(plan.getTraitSet(), inputs);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new KeptWhole(traits, inputs.get(0));
    }
}
