/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.function.PolymorphicTableFunction;
import io.millrace.sql.function.TableCall;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/** A call of a {@link PolymorphicTableFunction}. Its inputs are the tables that it is given, whose columns all stay. */
public final class ProcessTableScan extends AbstractRelNode {
    private final TableCall call;
    private final List<@Nullable RexNode> values;
    private final boolean hasPlaces;
    private List<RelNode> tables;

    private ProcessTableScan(
            RelOptCluster cluster,
            RelTraitSet traits,
            TableCall call,
            List<RelNode> tables,
            List<@Nullable RexNode> values,
            RelDataType rowType,
            boolean hasPlaces) {
        super(cluster, traits);
        this.call = call;
        this.tables = List.copyOf(tables);
        this.values = values;
        this.rowType = rowType;
        this.hasPlaces = hasPlaces;
    }

    /**
     * @param values of the arguments that are single values, by their places; null for the others
     * @param hasPlaces whether the call stands in the text of the statement
     * @throws SqlException if a value is not the same for all rows
     */
    static ProcessTableScan of(
            RelOptCluster cluster,
            TableCall call,
            List<RelNode> tables,
            List<@Nullable RexNode> values,
            boolean hasPlaces) {
        for (int i = 0; i < values.size(); i++) {
            RexNode value = values.get(i);
            if (value != null
                    && (RexUtil.containsInputRef(value)
                            || RexUtil.containsCorrelation(value)
                            || RexUtil.SubQueryFinder.find(value) != null)) {
                throw SqlException.at(
                        call.arguments().get(i).position(),
                        "The argument '" + call.function().parameters().get(i).name() + "' of '"
                                + call.function().getName() + "' is one value for all rows, and no column.");
            }
        }
        return new ProcessTableScan(
                cluster,
                cluster.traitSetOf(Convention.NONE),
                call,
                tables,
                values,
                call.function().rowType(call, cluster.getTypeFactory()),
                hasPlaces);
    }

    public PolymorphicTableFunction function() {
        return call.function();
    }

    /** Returns the arguments; tables among them as they were written. */
    public TableCall call() {
        return call;
    }

    /** Returns the single values that are given, by the places of their parameters; null for parameters of other kinds, and for what is left out. */
    public List<@Nullable RexNode> values() {
        return values;
    }

    /** Returns an error at an argument, if that is known to stand in the statement. */
    public SqlException wrong(TableCall.Argument argument, String reason) {
        return hasPlaces ? SqlException.at(argument.position(), reason) : SqlException.of(reason);
    }

    /**
     * Returns the call as it is shown: tables as the columns of their keys.
     *
     * @param valueText shows a value
     */
    public String text(Function<RexNode, String> valueText) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String name = call.function().parameters().get(i).name();
            RexNode value = values.get(i);
            if (value != null) {
                texts.add(name + " => " + valueText.apply(value));
            } else if (call.arguments().get(i) instanceof TableCall.Columns columns) {
                texts.add(name + " => DESCRIPTOR("
                        + columns.names().stream().map(Object::toString).collect(Collectors.joining(", ")) + ")");
            } else if (call.arguments().get(i) instanceof TableCall.Table table) {
                List<String> keys = table.partition().stream()
                        .map(table.row().getFieldNames()::get)
                        .toList();
                texts.add(name + " => TABLE" + (keys.isEmpty() ? "" : " PARTITION BY " + String.join(", ", keys))
                        + order(table));
            }
        }
        return call.function().getName() + "(" + String.join(", ", texts) + ")";
    }

    private static String order(TableCall.Table table) {
        if (table.order().isEmpty()) {
            return "";
        }
        return table.order().stream()
                .map(key -> table.row().getFieldNames().get(key.column())
                        + (key.descending() ? " DESC" : "")
                        + (key.nullsFirst() != key.descending()
                                ? ""
                                : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                .collect(Collectors.joining(", ", " ORDER BY (", ")"));
    }

    @Override
    public List<RelNode> getInputs() {
        return tables;
    }

    @Override
    public void replaceInput(int ordinal, RelNode table) {
        List<RelNode> replaced = new ArrayList<>(tables);
        replaced.set(ordinal, table);
        tables = List.copyOf(replaced);
        recomputeDigest();
    }

    @Override
    public ProcessTableScan copy(RelTraitSet traits, List<RelNode> newTables) {
        return new ProcessTableScan(getCluster(), traits, call, newTables, values, rowType, hasPlaces);
    }

    /** Functions of one name may be those of different databases. */
    @Override
    public boolean deepEquals(@Nullable Object other) {
        return super.deepEquals(other)
                && other instanceof ProcessTableScan scan
                && scan.function().equals(function());
    }

    @Override
    public int deepHashCode() {
        return super.deepHashCode();
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        super.explainTerms(writer);
        for (int i = 0; i < tables.size(); i++) {
            writer.input("input" + i, tables.get(i));
        }
        return writer.item("call", text(RexNode::toString));
    }
}
