/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.ViewDefinition;
import io.millrace.sql.function.user.UserFunctions;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.StatementParser;
import io.millrace.sql.type.TypeNames;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;

/** Validates queries and converts them to plans, with views and tables expanded to the scans below them. One is used for one statement. */
final class QueryConverter {

    private final Catalogs catalogs;
    private final RelOptCluster cluster;
    private final Set<String> views = new HashSet<>();
    private int multiJoins;

    QueryConverter(Catalogs catalogs, RelDataTypeFactory types) {
        this.catalogs = catalogs;
        this.cluster = PlanCluster.create(types);
    }

    /**
     * Converts a query. Its syntax must not be used afterwards, as validation changes it.
     *
     * @throws SqlException at the place of what is wrong
     */
    RelRoot convert(SqlNode query) {
        return convert(query, catalogs.currentCatalog(), catalogs.currentDatabase());
    }

    RelDataTypeFactory types() {
        return cluster.getTypeFactory();
    }

    /** As above, with names looked up in a given database. */
    RelRoot convert(SqlNode query, String catalog, String database) {
        CatalogReader reader = new CatalogReader(
                new CatalogSchemas(catalogs, this::table).root(),
                List.of(List.of(catalog, database), List.of(catalog), List.of()),
                types());
        SqlValidator validator = new QueryValidator(new UserFunctions(catalogs, catalog, database), reader, types());
        HintNames.check(query);
        GroupWindows.rewrite(query);
        JsonAggregates.rewrite(query);
        QueryHints.distribute(query, () -> multiJoins++);
        StatementNames names = StatementNames.of(query);
        try {
            SqlNode validated = validator.validate(query);
            return Conversion.converter(
                            validator,
                            reader,
                            cluster,
                            catalogs,
                            catalog,
                            database,
                            names.hasPartitionedTables(),
                            views.isEmpty())
                    .convertQuery(validated, false, true);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw names.translate(e, catalogs);
        }
    }

    private Table table(CatalogObject object) {
        List<String> names = List.of(
                object.path().catalog(), object.path().database(), object.path().name());
        PlanTable.Expansion expansion = object instanceof TableDefinition table
                ? (self, context) -> new TableExpander(context.getCluster(), UserFunctions.current(catalogs))
                        .expand(table, options(context), TableHints.of(context.getTableHints()))
                : (self, context) ->
                        hinted(view((ViewDefinition) object), TableHints.of(context.getTableHints()), object);
        return new PlanTable(names, object.rowType(), object, expansion).asSchemaTable();
    }

    private static Map<String, String> options(RelOptTable.ToRelContext context) {
        Map<String, String> options = new LinkedHashMap<>();
        for (RelHint hint : context.getTableHints()) {
            if (hint.hintName.equalsIgnoreCase(TableHints.OPTIONS)) {
                options.putAll(hint.kvOptions);
            }
        }
        return options;
    }

    /** Gives a hint of a view to the table that its rows are those of, and what is said of joins to all its tables. */
    private static RelNode hinted(RelNode plan, TableHints hints, CatalogObject view) {
        RelNode joined = hints.ofJoins().isEmpty()
                ? plan
                : plan.accept(new RelHomogeneousShuttle() {
                    @Override
                    public RelNode visit(TableScan table) {
                        return table instanceof SourceScan scan ? scan.withMoreHints(hints.ofJoins()) : table;
                    }
                });
        return hints.ofRows().isEmpty() ? joined : ofRows(joined, hints.ofRows(), view);
    }

    private static RelNode ofRows(RelNode plan, TableHints hints, CatalogObject view) {
        if (plan instanceof SourceScan scan) {
            return scan.withMoreHints(hints);
        } else if (plan instanceof Project || plan instanceof Filter || plan instanceof WatermarkAssigner) {
            return plan.copy(plan.getTraitSet(), List.of(ofRows(plan.getInput(0), hints, view)));
        }
        throw SqlException.of(
                "A hint is given of the view '" + view.path().name()
                        + "', which is more than columns and rows of one table. Give it to the tables, in the view's own query.");
    }

    private RelNode view(ViewDefinition view) {
        if (!views.add(view.path().quoted())) {
            throw SqlException.of("The view " + view.path() + " reads itself.");
        }
        RelNode plan = expanded(view);
        views.remove(view.path().quoted());
        if (!RelOptUtil.areRowTypesEqual(plan.getRowType(), view.rowType(), false)) {
            throw SqlException.of("The tables of the view " + view.path() + " have changed: it had "
                    + TypeNames.schema(view.rowType()) + ", and would have " + TypeNames.schema(plan.getRowType())
                    + ". Create it again.");
        }
        return renamed(plan, view.rowType());
    }

    private RelNode expanded(ViewDefinition view) {
        try {
            SqlNode query = StatementParser.parseQuery(view.query());
            return convert(query, view.currentCatalog(), view.currentDatabase()).project();
        } catch (SqlException e) {
            throw SqlException.of("In the view " + view.path() + ": " + e.reason());
        }
    }

    private static RelNode renamed(RelNode plan, RelDataType rowType) {
        return plan.getRowType().getFieldNames().equals(rowType.getFieldNames())
                ? plan
                : LogicalProject.create(
                        plan,
                        List.of(),
                        plan.getCluster().getRexBuilder().identityProjects(plan.getRowType()),
                        rowType.getFieldNames(),
                        Set.of());
    }
}
