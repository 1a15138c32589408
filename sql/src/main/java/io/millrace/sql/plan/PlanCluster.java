/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.metadata.ChainedRelMetadataProvider;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexExecutor;

/** What the nodes of one plan share. Nothing of it compiles code, which would take longer than most statements' planning. */
final class PlanCluster {

    /** Constants stay expressions: only who generates code knows what they come to. */
    private static final RexExecutor NO_EVALUATION = (builder, constants, reduced) -> reduced.addAll(constants);

    private static final RelMetadataProvider METADATA =
            ChainedRelMetadataProvider.of(List.of(PlanPredicates.SOURCE, DefaultRelMetadataProvider.INSTANCE));

    private PlanCluster() {}

    static RelOptCluster create(RelDataTypeFactory types) {
        HepPlanner planner = new HepPlanner(HepProgram.builder().build());
        planner.setExecutor(NO_EVALUATION);
        RelOptCluster cluster = RelOptCluster.create(planner, new PlanRexBuilder(types));
        // By reflection. The default generates classes, in about a second.
        MetadataHandlerProvider metadata = new ProxyingMetadataHandlerProvider(METADATA);
        cluster.setMetadataQuerySupplier(() -> new RelMetadataQuery(metadata));
        return cluster;
    }
}
