/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.Set;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;

/**
 * Has expressions stay as they were written. What Calcite makes simpler is not always the same: it takes the inner cast out of
 * {@code CAST(CAST(1 AS DOUBLE) AS STRING)}, which is 1.0 and not 1, and turns {@code x = x} into a test for null, though NaN is not equal to itself.
 */
final class AsWritten {
    /** Makes nodes of plans. */
    static final RelBuilderFactory BUILDER = RelBuilder.proto(
            Contexts.of(config(RelBuilder.Config.DEFAULT), (RelFactories.FilterFactory) AsWritten::filter));

    private AsWritten() {}

    /** A filter must not be a cast that only says whether there may be nulls, which simplification would have taken away. */
    private static RelNode filter(RelNode input, RexNode condition, Set<CorrelationId> variables) {
        RexNode plain = RexUtil.removeNullabilityCast(input.getCluster().getTypeFactory(), condition);
        return RelFactories.DEFAULT_FILTER_FACTORY.createFilter(input, plain, variables);
    }

    static RelBuilder.Config config(RelBuilder.Config config) {
        return config.withSimplify(false);
    }

    static RelOptRule rule(RelRule.Config config) {
        return config.withRelBuilderFactory(BUILDER).toRule();
    }
}
