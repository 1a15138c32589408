/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.TableFunctionCall;
import io.millrace.sql.operator.TableFunctionOperator;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** The rows that a table function makes of the last columns of rows, each beside the columns before. */
final class TableFunctionNode extends PhysicalNode {
    private final TableFunctionCall call;
    private final List<String> arguments;
    private final int kept;
    private final boolean preserves;

    /**
     * @param arguments as text; their values are the last columns of the input
     * @param preserves whether a row of which it makes none comes out with nulls
     */
    TableFunctionNode(
            RelDataType rowType,
            PhysicalNode input,
            TableFunctionCall call,
            List<String> arguments,
            boolean preserves) {
        super(rowType, List.of(input));
        this.call = call;
        this.arguments = List.copyOf(arguments);
        this.kept = input.rowType().getFieldCount() - arguments.size();
        this.preserves = preserves;
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode();
    }

    @Override
    public String describe() {
        return "TableFunction(call=[" + call.name() + "(" + String.join(", ", arguments) + ")]"
                + (preserves ? ", type=[left]" : "") + ")";
    }

    /** The function, by its name, of its arguments, whatever the columns are called that have them. */
    @Override
    String computeIdentity() {
        List<String> columns = input().lineage();
        return "TABLE FUNCTION " + call.name() + columns.subList(kept, columns.size()) + (preserves ? " LEFT" : "")
                + " OF\n" + input().identity().indent(1);
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>(input().lineage().subList(0, kept));
        for (int i = kept; i < rowType().getFieldCount(); i++) {
            columns.add(call.name() + "$" + (i - kept));
        }
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType output = rowType();
        DataStream<Object> rows = translation.stream(input());
        return rows.<Object>transform("TableFunction", () -> new TableFunctionOperator(output, call, kept, preserves))
                .setParallelism(rows.getParallelism());
    }
}
