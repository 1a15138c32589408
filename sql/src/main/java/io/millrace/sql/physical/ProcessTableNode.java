/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowType;
import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.codegen.ExpressionText;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.function.TableCall;
import io.millrace.sql.function.user.ProcessSignature;
import io.millrace.sql.function.user.StateEntry;
import io.millrace.sql.function.user.UserProcessTableFunction;
import io.millrace.sql.operator.EventTimeColumn;
import io.millrace.sql.operator.ProcessRowsOperator;
import io.millrace.sql.operator.ProcessTableCall;
import io.millrace.sql.operator.ProcessTableOperator;
import io.millrace.sql.plan.ProcessTableScan;
import io.millrace.sql.record.JavaValue;
import io.millrace.sql.row.StateTypes;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** What a process table function makes of tables. */
final class ProcessTableNode extends PhysicalNode {
    private static final long OBJECT_BYTES = 64;

    private final ProcessTableScan scan;
    private final UserProcessTableFunction function;
    private final List<TableCall.Table> tables;
    private final boolean isKeyed;

    /** @param inputs the tables, or one row where there are none */
    ProcessTableNode(ProcessTableScan scan, UserProcessTableFunction function, List<PhysicalNode> inputs) {
        super(scan.getRowType(), inputs);
        this.scan = scan;
        this.function = function;
        this.tables = scan.call().tables();
        this.isKeyed = function.signatureOfClass().isKeyed();
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.of(function.signatureOfClass().kinds());
    }

    @Override
    public String describe() {
        return "ProcessTableFunction(call=[" + scan.text(new ExpressionText(rowType())::of) + "], select="
                + rowType().getFieldNames() + ")";
    }

    @Override
    String distribution() {
        if (!isKeyed) {
            return "";
        }
        List<String> each = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            each.add(hash(inputs().get(i), tables.get(i).partition()));
        }
        return String.join(", ", each);
    }

    @Override
    StateUse state() {
        ProcessSignature signature = function.signatureOfClass();
        List<String> names = new ArrayList<>(
                signature.states().stream().map(StateEntry::name).toList());
        if (signature.onTimer() != null) {
            names.add("timers");
        }
        if (names.isEmpty()) {
            return StateUse.NONE;
        }
        boolean allExpire = signature.states().stream().allMatch(state -> expires(state.ttl()));
        String what = "for each key " + String.join(", ", names);
        long bytes = OBJECT_BYTES * names.size();
        if (tables.stream().allMatch(table -> table.partition().isEmpty())) {
            return StateUse.bounded(what, bytes, "there is one key");
        }
        return allExpire
                ? StateUse.bounded(what, bytes, "after the ttl of its states")
                : StateUse.unbounded(
                        what,
                        bytes,
                        "let the function call clearAll() when it is done with a key, or say @StateHint(ttl = \"...\")");
    }

    private static boolean expires(@Nullable Duration ttl) {
        return ttl != null && !ttl.isZero();
    }

    /** The function by its name, and what it takes, whatever the columns are called. A uid says all of it. */
    @Override
    String computeIdentity() {
        String uid = function.uid(scan.call());
        if (uid != null) {
            return "PROCESS TABLE FUNCTION UID " + uid;
        }
        StringBuilder identity = new StringBuilder("PROCESS TABLE FUNCTION " + function.getName());
        for (int i = 0; i < inputs().size(); i++) {
            PhysicalNode input = inputs().get(i);
            List<String> keys = tables.isEmpty()
                    ? List.of()
                    : tables.get(i).partition().stream()
                            .map(input.lineage()::get)
                            .toList();
            identity.append("\nBY ")
                    .append(keys)
                    .append(" OF\n")
                    .append(input.identity().indent(1));
        }
        return identity.toString();
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            List<String> lineage = inputs().get(i).lineage();
            function.passed(scan.call(), tables.get(i)).forEach(column -> columns.add(lineage.get(column)));
        }
        for (int i = columns.size(); i < rowType().getFieldCount(); i++) {
            columns.add(function.getName() + "$" + i);
        }
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType output = rowType();
        ProcessTableCall call = call(translation);
        if (!isKeyed) {
            return translation.append(
                    translation.stream(input()), "ProcessTableFunction", () -> new ProcessRowsOperator(output, call));
        }
        List<DataStream<?>> streams = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            streams.add(translation.stream(inputs().get(i))
                    .keyByColumns(tables.get(i).partition()));
        }
        RowType keyType =
                StateTypes.row(inputs().get(0).rowType(), tables.get(0).partition());
        long ttl = translation.stateTtlMillis();
        SingleOutputStreamOperator<Object> operator = streams.get(0)
                .transform(
                        "ProcessTableFunction",
                        streams.subList(1, streams.size()),
                        () -> new ProcessTableOperator(output, call, keyType, ttl));
        String uid = function.uid(scan.call());
        return uid == null ? translation.keeping(this, operator) : operator.uid(uid);
    }

    private ProcessTableCall call(Translation translation) {
        RelDataTypeFactory types = scan.getCluster().getTypeFactory();
        List<ProcessTableCall.TableInput> given = new ArrayList<>();
        boolean hasTime = false;
        for (TableCall.Table table : tables) {
            int time = function.timeColumn(scan.call(), table);
            hasTime |= time >= 0;
            List<RelDataTypeField> fields = table.row().getFieldList();
            given.add(new ProcessTableCall.TableInput(
                    scan.call().arguments().indexOf(table),
                    table.row(),
                    table.partition(),
                    function.passed(scan.call(), table),
                    time < 0
                            ? null
                            : new EventTimeColumn(
                                    time, ColumnLayout.isMicros(fields.get(time).getType()))));
        }
        List<RexNode> values = new ArrayList<>();
        List<@Nullable RelDataType> valueTypes = new ArrayList<>();
        for (int i = 0; i < function.signatureOfClass().arguments().size(); i++) {
            RexNode value = scan.values().get(i);
            valueTypes.add(value == null ? null : value.getType());
            if (value != null) {
                values.add(value);
            }
        }
        List<RelDataTypeField> columns = rowType().getFieldList();
        return new ProcessTableCall(
                function.getName(),
                function.source(),
                function.signatureOfClass(),
                given,
                new CalcCompiler(types, translation.zone())
                        .compile(types.builder().build(), null, values),
                valueTypes,
                new JavaValue(
                        function.rowValue(types), function.signatureOfClass().rows(), "A row of " + function.getName()),
                hasTime ? columns.get(columns.size() - 1).getType() : null);
    }
}
