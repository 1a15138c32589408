/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.function.PolymorphicTableFunction;
import io.millrace.sql.function.TableCall;
import io.millrace.sql.function.WindowFunction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Exchange;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans of queries, with nodes of our own for functions of tables, fields that are null of rows that outer joins make null, and windows and OVER that remember where the hint of their
 * SELECT sends late rows.
 */
final class LateRowsConverter extends SqlToRelConverter {
    private final SqlValidator queryValidator;
    private final boolean hasPlaces;
    private final Catalogs catalogs;
    private final String catalog;
    private final String database;
    private final Deque<Optional<LateRowsHint>> hints = new ArrayDeque<>(); // of the SELECTs around what is converted

    /**
     * @param catalog that names without one are of, and so is the database
     * @param hasPlaces whether places in the text are those of the statement, and not of a view's
     */
    LateRowsConverter(
            SqlValidator validator,
            Prepare.CatalogReader reader,
            RelOptCluster cluster,
            SqlRexConvertletTable convertlets,
            Config config,
            Catalogs catalogs,
            String catalog,
            String database,
            boolean hasPlaces) {
        super(
                (rowType, query, schemaPath, viewPath) -> {
                    throw new UnsupportedOperationException("Views expand themselves.");
                },
                validator,
                reader,
                cluster,
                convertlets,
                config);
        this.queryValidator = validator;
        this.hasPlaces = hasPlaces;
        this.catalogs = catalogs;
        this.catalog = catalog;
        this.database = database;
    }

    /** Fields of rows, as {@code t.r.a}: outer joins make the row one that may be null, which Calcite minds of columns alone. */
    @Override
    protected @Nullable RexNode convertExtendedExpression(SqlNode node, Blackboard bb) {
        if (node instanceof SqlIdentifier && node.accept(bb) instanceof RexFieldAccess access) {
            return ofInput(access, bb);
        }
        return super.convertExtendedExpression(node, bb);
    }

    private RexNode ofInput(RexFieldAccess access, Blackboard bb) {
        RexNode row = access.getReferenceExpr();
        if (row instanceof RexFieldAccess outer) {
            row = ofInput(outer, bb);
        } else if (row instanceof RexInputRef column) {
            row = adjustInputRef(bb, column);
        }
        return rexBuilder.makeFieldAccess(row, access.getField().getIndex());
    }

    @Override
    protected void convertSelectImpl(Blackboard bb, Blackboard measures, SqlSelect select) {
        Optional<LateRowsHint> hint = Optional.ofNullable(LateRowsHint.of(select));
        hints.push(hint);
        super.convertSelectImpl(bb, measures, select);
        hints.pop();
        hint.ifPresent(late -> bb.setRoot(keptWhole(late.isUsed() ? bb.root() : over(bb.root(), late)), false));
    }

    /** The order of a query is looked for at its top. */
    private static RelNode keptWhole(RelNode query) {
        boolean ordered =
                query instanceof Sort || (query instanceof Project project && project.getInput() instanceof Sort);
        return ordered ? query.copy(query.getTraitSet(), List.of(keptWhole(query.getInput(0)))) : KeptWhole.of(query);
    }

    /** The tables of polymorphic functions are inputs of a node of their own, where Calcite's would be cursors of a scan. */
    @Override
    protected void convertCollectionTable(Blackboard bb, SqlCall call) {
        if (!(call.getOperator() instanceof PolymorphicTableFunction function)) {
            super.convertCollectionTable(bb, call);
            return;
        }
        TableCall arguments = function.read(queryValidator, call);
        List<RelNode> tables = new ArrayList<>();
        List<@Nullable RexNode> values = new ArrayList<>();
        for (TableCall.Argument argument : arguments.arguments()) {
            if (argument instanceof TableCall.Table table) {
                tables.add(convertQueryRecursive(table.query(), false, null).project());
            }
            values.add(argument instanceof TableCall.Scalar scalar ? bb.convertExpression(scalar.expression()) : null);
        }
        bb.setRoot(ProcessTableScan.of(cluster, arguments, tables, values, hasPlaces), true);
    }

    @Override
    protected void afterTableFunction(Blackboard bb, SqlCall call, LogicalTableFunctionScan scan) {
        Optional<LateRowsHint> hint = hints.isEmpty() ? Optional.empty() : hints.element();
        if (hint.isEmpty() || !(call.getOperator() instanceof WindowFunction)) {
            return;
        }
        RelNode input = scan.getInput(0);
        RelNode rows = input instanceof Exchange exchange ? exchange.getInput() : input;
        LateRows late = hint.get().of(rows.getRowType(), catalogs, catalog, database);
        bb.setRoot(LateRowsScan.of(scan, late), true);
    }

    /** Marks what is below the functions of OVER. */
    private RelNode over(RelNode node, LateRowsHint hint) {
        if (node instanceof Project project && project.containsOver()) {
            RelNode rows = project.getInput();
            LateRows late = hint.of(rows.getRowType(), catalogs, catalog, database);
            return project.copy(project.getTraitSet(), List.of(LateRowsInput.of(rows, late)));
        } else if (node.getInputs().size() != 1) {
            throw hint.wrong(
                    "There are no windows here of which rows could be late. LATE_ROWS stands in the SELECT that has"
                            + " TUMBLE, HOP, CUMULATE or SESSION in its FROM or its GROUP BY, or OVER.");
        }
        return node.copy(node.getTraitSet(), List.of(over(node.getInput(0), hint)));
    }
}
