/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.function.ChangelogFunction;
import io.millrace.sql.function.TableCall;
import io.millrace.sql.function.user.UserProcessTableFunction;
import io.millrace.sql.function.user.UserTableAggregateFunction;
import io.millrace.sql.operator.RowOrder;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.ProcessTableScan;
import io.millrace.sql.table.functions.ArgumentTrait;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalValues;
import org.jspecify.annotations.Nullable;

/** Functions of tables. */
final class ProcessTablePlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (!(node instanceof ProcessTableScan scan)) {
            return null;
        } else if (scan.function() instanceof UserProcessTableFunction function) {
            return process(scan, function, planner);
        } else if (scan.function() instanceof UserTableAggregateFunction function) {
            return aggregate(scan, function, planner);
        } else if (scan.function() instanceof ChangelogFunction function) {
            return changelog(scan, function, planner);
        }
        throw new IllegalStateException("Nobody runs " + scan.function().getName());
    }

    private static PhysicalNode aggregate(
            ProcessTableScan scan, UserTableAggregateFunction function, PhysicalPlanner planner) {
        PhysicalNode input = inputs(scan, planner).get(0);
        if (!input.isInsertOnly() && function.retract(scan.call()) == null) {
            throw scan.wrong(
                    function.table(scan.call()),
                    "The rows of the table that '" + function.getName() + "' is given change, and "
                            + function.source().type().getName()
                            + " has no public method retract(accumulator, ...) for these columns. Add one, which undoes"
                            + " accumulate.");
        }
        return new TableAggregateNode(scan, function, input);
    }

    private static PhysicalNode changelog(ProcessTableScan scan, ChangelogFunction function, PhysicalPlanner planner) {
        PhysicalNode input = inputs(scan, planner).get(0);
        if (!function.isTo() && !input.isInsertOnly()) {
            throw scan.wrong(
                    function.table(scan.call()),
                    "The rows of the table that FROM_CHANGELOG is given change: it takes rows that only ever come, each of"
                            + " which says by itself what it is.");
        }
        return new ChangelogNode(scan, function, input);
    }

    private static PhysicalNode process(
            ProcessTableScan scan, UserProcessTableFunction function, PhysicalPlanner planner) {
        List<PhysicalNode> inputs = inputs(scan, planner);
        List<TableCall.Table> tables = scan.call().tables();
        for (int i = 0; i < tables.size(); i++) {
            int argument = scan.call().arguments().indexOf(tables.get(i));
            boolean takesUpdates =
                    function.signatureOfClass().arguments().get(argument).has(ArgumentTrait.SUPPORT_UPDATES);
            if (!takesUpdates && !inputs.get(i).isInsertOnly()) {
                throw scan.wrong(
                        tables.get(i),
                        "The rows of the table that '" + function.getName() + "' is given change, and its argument '"
                                + function.parameters().get(argument).name()
                                + "' does not say that it takes that. Add the trait SUPPORT_UPDATES, and heed rowKind() of the Context.");
            }
        }
        if (inputs.isEmpty()) {
            inputs = List.of(planner.plan(LogicalValues.createOneRow(scan.getCluster())));
        }
        return new ProcessTableNode(scan, function, inputs);
    }

    private static List<PhysicalNode> inputs(ProcessTableScan scan, PhysicalPlanner planner) {
        List<PhysicalNode> inputs = new ArrayList<>();
        for (TableCall.Table table : scan.call().tables()) {
            inputs.add(ordered(scan, table, planner.plan(scan.getInput(inputs.size()))));
        }
        return inputs;
    }

    /** The rows of each key in their order, as time passes. */
    private static PhysicalNode ordered(ProcessTableScan scan, TableCall.Table table, PhysicalNode input) {
        if (table.order().isEmpty()) {
            return input;
        } else if (!input.isInsertOnly()) {
            throw scan.wrong(
                    table,
                    "The rows of the table change, and ORDER BY of a table argument puts in order what only ever comes."
                            + " Leave it out.");
        }
        List<RowOrder.Key> keys = new ArrayList<>();
        for (TableCall.SortKey key : table.order()) {
            try {
                KeyColumns.requireOrder(
                        input.rowType().getFieldList().get(key.column()).getType());
            } catch (SqlException unordered) {
                throw scan.wrong(table, unordered.reason());
            }
            keys.add(new RowOrder.Key(key.column(), key.descending(), key.nullsFirst()));
        }
        int time = keys.get(0).column();
        return new TemporalSortNode(
                input,
                SortPlanner.eventTime(
                        time, input.rowType().getFieldList().get(time).getType()),
                new RowOrder(keys),
                table.partition());
    }
}
