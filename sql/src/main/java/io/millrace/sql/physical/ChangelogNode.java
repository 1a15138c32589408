/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.function.ChangelogFunction;
import io.millrace.sql.function.TableCall;
import io.millrace.sql.operator.FromChangelogOperator;
import io.millrace.sql.operator.ToChangelogOperator;
import io.millrace.sql.plan.ProcessTableScan;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;

/** Changes that become rows, or rows that become changes. It keeps nothing, and rows stay where they are. */
final class ChangelogNode extends PhysicalNode {
    private final ProcessTableScan scan;
    private final ChangelogFunction function;

    ChangelogNode(ProcessTableScan scan, ChangelogFunction function, PhysicalNode input) {
        super(scan.getRowType(), List.of(input));
        this.scan = scan;
        this.function = function;
    }

    @Override
    public ChangelogMode changelogMode() {
        return function.isTo()
                ? ChangelogMode.insertOnly()
                : ChangelogMode.of(EnumSet.copyOf(function.kinds(scan.call()).values()));
    }

    @Override
    public String describe() {
        return (function.isTo()
                        ? "ToChangelog(codes=" + function.codes(scan.call())
                        : "FromChangelog(codes=" + function.kinds(scan.call()))
                + ", select=" + rowType().getFieldNames() + ")";
    }

    @Override
    String computeIdentity() {
        TableCall call = scan.call();
        return (function.isTo() ? "TO CHANGELOG " + function.codes(call) : "FROM CHANGELOG " + function.kinds(call))
                + " OF\n" + input().identity().indent(1);
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>(Lineage.of(function.columns(scan.call()), input().lineage()));
        if (function.isTo()) {
            columns.add(opOfChanges(), "op");
        }
        return columns;
    }

    /** Returns where the column stands that says what changes were. */
    private int opOfChanges() {
        return function.table(scan.call()).partition().size();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType output = rowType();
        TableCall call = scan.call();
        List<Integer> columns = function.columns(call);
        DataStream<Object> rows = translation.stream(input());
        if (function.isTo()) {
            int op = opOfChanges();
            Map<RowKind, String> codes = function.codes(call);
            return translation.append(rows, "ToChangelog", () -> new ToChangelogOperator(output, columns, op, codes));
        }
        int op = function.opColumn(call);
        Map<String, RowKind> kinds = function.kinds(call);
        return translation.append(rows, "FromChangelog", () -> new FromChangelogOperator(output, columns, op, kinds));
    }
}
