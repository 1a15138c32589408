/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.TableDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;

/** A statement as whoever runs it sees it: validated, with its plan. */
public sealed interface Statement {

    /** What EXPLAIN can explain. */
    sealed interface Explainable extends Statement permits Query, Insert, StatementSet {}

    /**
     * A query whose rows go to a person.
     *
     * @param fieldNames what the columns are called, which the plan's row type need not
     */
    record Query(RelNode plan, List<String> fieldNames) implements Explainable {
        /** Copies the names. */
        public Query {
            fieldNames = List.copyOf(fieldNames);
        }
    }

    /**
     * A query whose rows go into a table.
     *
     * @param plan gives the columns of {@link TableDefinition#writtenColumns} in their order, in their types
     * @param target the table, with the options of a hint merged in
     * @param targetColumns the columns that the statement names, if it does: the others are null in every row
     * @param overwrite whether the rows replace those that are in the table
     * @param staticPartitions partition columns with the value that the statement gives them
     */
    record Insert(
            TableDefinition target,
            RelNode plan,
            Optional<List<String>> targetColumns,
            boolean overwrite,
            Map<String, String> staticPartitions)
            implements Explainable {
        /** Copies what can change. */
        public Insert {
            targetColumns = targetColumns.map(List::copyOf);
            staticPartitions = Collections.unmodifiableMap(new LinkedHashMap<>(staticPartitions));
        }

        /** Returns the values of {@link #staticPartitions}, in the types of their columns. */
        public Map<Column, RexNode> staticValues() {
            Map<Column, RexNode> values = new LinkedHashMap<>();
            RexBuilder builder = plan.getCluster().getRexBuilder();
            for (Column column : target.writtenColumns()) {
                String text = staticPartitions.get(column.name());
                if (text != null) {
                    values.put(column, SinkProjection.staticValue(column, text, builder));
                }
            }
            return values;
        }
    }

    /** Inserts that run as one job. */
    record StatementSet(List<Insert> inserts) implements Explainable {
        /** Copies the inserts. */
        public StatementSet {
            inserts = List.copyOf(inserts);
        }
    }

    /**
     * The creation of a table and the filling of it. The table is in the catalog already.
     *
     * @param insert fills it
     */
    record CreateTableAs(Insert insert) implements Statement {}

    /** A question about a plan. */
    record Explain(Explainable statement, Set<ExplainDetail> details) implements Statement {
        /** Copies the details. */
        public Explain {
            details = Set.copyOf(details);
        }
    }

    /** What EXPLAIN may be asked for in addition. */
    enum ExplainDetail {
        /** What the planner thinks it costs. */
        ESTIMATED_COST,
        /** Which kinds of changes flow between operators. */
        CHANGELOG_MODE,
        /** The plan that runs, as JSON. */
        JSON_EXECUTION_PLAN,
        /** What the planner advises. */
        PLAN_ADVICE
    }

    /** An option that has been set. */
    record SetOption(String key, String value) implements Statement {}

    /** Options that have been set back: one, or all. */
    record ResetOptions(Optional<String> key) implements Statement {}

    /** What has been done already, or asked for: definitions, SHOW, DESCRIBE, USE, and SET without a key. */
    record Ddl(ResultTable result) implements Statement {}
}
