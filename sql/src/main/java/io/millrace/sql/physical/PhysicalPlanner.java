/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.SourceScan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Sort;

/** Says how logical plans run. What occurs twice in the plans of one job runs once. */
public final class PhysicalPlanner {
    /** The first that knows a node plans it: patterns of several nodes come before those of one. */
    private static final List<NodePlanner> PLANNERS = List.of(
            new SourcePlanner(),
            new CalcPlanner(),
            new ValuesPlanner(),
            new SetOperationPlanner(),
            new GroupAggregatePlanner());

    private final TableFactories factories;
    private final Map<Digest, PhysicalNode> planned = new HashMap<>();

    public PhysicalPlanner(TableFactories factories) {
        this.factories = factories;
    }

    /** @throws SqlException if the plan has something that Millrace does not run */
    public PhysicalNode plan(RelNode node) {
        Digest digest = new Digest(node);
        PhysicalNode known = planned.get(digest);
        if (known == null) {
            known = planAnew(node);
            planned.put(digest, known);
        }
        return known;
    }

    /** Returns what reads a table. */
    ScanTableSource table(SourceScan scan) {
        return factories.createSource(TableContext.ofScan(scan.definition()));
    }

    private PhysicalNode planAnew(RelNode node) {
        for (NodePlanner planner : PLANNERS) {
            PhysicalNode planned = planner.plan(node, this);
            if (planned != null) {
                return planned;
            }
        }
        throw SqlException.of(what(node) + " cannot be run yet.");
    }

    private static String what(RelNode node) {
        if (node instanceof Aggregate) {
            return "An aggregation (GROUP BY, DISTINCT or an aggregate function)";
        } else if (node instanceof Join) {
            return "A join, or a sub-query that becomes one,";
        } else if (node instanceof Correlate) {
            return "A lateral join, or a sub-query that becomes one,";
        } else if (node instanceof Sort) {
            return "ORDER BY or LIMIT";
        }
        return "'" + node.getRelTypeName().replaceFirst("^Logical", "") + "'";
    }

    /** A plan by what it is. */
    private record Digest(RelNode node) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Digest digest && node.deepEquals(digest.node);
        }

        @Override
        public int hashCode() {
            return node.deepHashCode();
        }
    }
}
