/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.parser.SqlException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.dml.RichSqlInsert;

/** From the syntax of a query or an insert to its plan, against the catalogs as they are now. It is used by one thread at a time. */
public final class SqlPlanner {

    private final Catalogs catalogs;
    private final RelDataTypeFactory types;

    /** A planner for the tables of a session. */
    public SqlPlanner(Catalogs catalogs, RelDataTypeFactory types) {
        this.catalogs = catalogs;
        this.types = types;
    }

    /**
     * Plans a query. Its syntax must not be used afterwards, as validation changes it.
     *
     * @throws SqlException at the place of what is wrong
     */
    public Statement.Query query(SqlNode query) {
        RelRoot root = new QueryConverter(catalogs, types).convert(query);
        return new Statement.Query(
                Failures.translated(() -> LogicalOptimizer.optimize(root.project())), root.fields.rightList());
    }

    /**
     * Plans an insert. Its syntax must not be used afterwards, as validation changes it.
     *
     * @throws SqlException at the place of what is wrong
     */
    public Statement.Insert insert(RichSqlInsert insert) {
        return new InsertPlanner(catalogs, types).plan(insert);
    }

    /**
     * Plans a query that fills a table which is yet to be defined. Its syntax must not be used afterwards, as validation changes it.
     *
     * @param define makes the table of what the query's rows are
     * @throws SqlException at the place of what is wrong
     */
    public Statement.CreateTableAs createTableAs(SqlNode query, Function<RelDataType, TableDefinition> define) {
        SqlParserPos position = query.getParserPosition();
        RelRoot root = new QueryConverter(catalogs, types).convert(query);
        TableDefinition table = define.apply(rowType(root));
        List<String> columns = root.fields.rightList();
        return new Statement.CreateTableAs(
                InsertPlanner.insert(table, Map.of(), Optional.of(columns), false, root, position));
    }

    /**
     * Validates a query, and returns what its rows are, without a plan.
     *
     * @throws SqlException at the place of what is wrong
     */
    public RelDataType rowType(SqlNode query) {
        return rowType(new QueryConverter(catalogs, types).convert(query));
    }

    /** As {@link #rowType(SqlNode)}, with names looked up elsewhere than in the current catalog and database. */
    public RelDataType rowType(SqlNode query, String catalog, String database) {
        return rowType(new QueryConverter(catalogs, types).convert(query, catalog, database));
    }

    private RelDataType rowType(RelRoot root) {
        RelDataTypeFactory.Builder builder = types.builder();
        RelDataType row = root.project().getRowType();
        List<String> names = root.fields.rightList();
        for (int index = 0; index < names.size(); index++) {
            builder.add(names.get(index), row.getFieldList().get(index).getType());
        }
        return builder.build();
    }
}
