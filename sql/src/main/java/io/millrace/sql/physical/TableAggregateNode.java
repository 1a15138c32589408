/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.function.user.UserTableAggregateFunction;
import io.millrace.sql.operator.TableAggregateCall;
import io.millrace.sql.operator.TableAggregateOperator;
import io.millrace.sql.plan.ProcessTableScan;
import io.millrace.sql.record.JavaValue;
import io.millrace.sql.row.StateTypes;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** The rows that a table aggregate function has for each key, which change with every row. */
final class TableAggregateNode extends PhysicalNode {
    private final ProcessTableScan scan;
    private final UserTableAggregateFunction function;
    private final List<Integer> keys;

    TableAggregateNode(ProcessTableScan scan, UserTableAggregateFunction function, PhysicalNode input) {
        super(scan.getRowType(), List.of(input));
        this.scan = scan;
        this.function = function;
        this.keys = function.table(scan.call()).partition();
    }

    /** What a key had before goes, and what it has comes: which became which nobody knows. */
    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.of(EnumSet.of(RowKind.INSERT, RowKind.DELETE));
    }

    @Override
    public String describe() {
        List<String> columns = input().rowType().getFieldNames();
        return "TableAggregate(groupBy=" + keys.stream().map(columns::get).toList() + ", call=[" + function.getName()
                + "("
                + String.join(
                        ", ",
                        function.columns(scan.call()).stream().map(columns::get).toList())
                + ")], select=" + rowType().getFieldNames() + ")";
    }

    @Override
    String distribution() {
        return hash(input(), keys);
    }

    @Override
    StateUse state() {
        String what = "for each key an accumulator" + (input().isInsertOnly() ? "" : " and a count of rows");
        long bytes = StateUse.bytesOf(rowType());
        return keys.isEmpty()
                ? StateUse.bounded(what, bytes, "there is one key")
                : StateUse.unbounded(what, bytes, "SET 'table.exec.state.ttl' to forget keys that are idle");
    }

    @Override
    String computeIdentity() {
        List<String> columns = input().lineage();
        return "TABLE AGGREGATE " + function.getName()
                + function.columns(scan.call()).stream().map(columns::get).toList() + " BY "
                + keys.stream().map(columns::get).toList() + " OF\n"
                + input().identity().indent(1);
    }

    @Override
    List<String> computeLineage() {
        List<String> columns =
                new ArrayList<>(keys.stream().map(input().lineage()::get).toList());
        for (int i = columns.size(); i < rowType().getFieldCount(); i++) {
            columns.add(function.getName() + "$" + (i - keys.size()));
        }
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType output = rowType();
        List<Integer> partition = keys;
        RowType keyType = StateTypes.row(input().rowType(), keys);
        TableAggregateCall call = new TableAggregateCall(
                function.getName(),
                function.source(),
                function.accumulate(scan.call()),
                input().isInsertOnly() ? null : function.retract(scan.call()),
                function.columns(scan.call()),
                function.columnTypes(scan.call()),
                function.accumulator(),
                new JavaValue(
                        function.rowValue(scan.getCluster().getTypeFactory()),
                        function.rows(),
                        "A row of " + function.getName()),
                function.isIncremental());
        long ttl = translation.stateTtlMillis();
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(partition)
                        .transform(
                                "TableAggregate",
                                () -> new TableAggregateOperator(output, call, partition, keyType, ttl)));
    }
}
