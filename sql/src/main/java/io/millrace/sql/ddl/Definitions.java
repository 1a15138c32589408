/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.function.user.FunctionJars;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.SqlPlanner;
import io.millrace.sql.plan.Statement;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlAlterDatabase;
import org.apache.flink.sql.parser.ddl.SqlCreateDatabase;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlDropDatabase;
import org.apache.flink.sql.parser.ddl.SqlDropFunction;
import org.apache.flink.sql.parser.ddl.SqlUseDatabase;
import org.apache.flink.sql.parser.ddl.catalog.SqlCreateCatalog;
import org.apache.flink.sql.parser.ddl.catalog.SqlDropCatalog;
import org.apache.flink.sql.parser.ddl.catalog.SqlUseCatalog;
import org.apache.flink.sql.parser.ddl.table.SqlAlterTable;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableAs;
import org.apache.flink.sql.parser.ddl.table.SqlDropTable;
import org.apache.flink.sql.parser.ddl.view.SqlAlterView;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;
import org.apache.flink.sql.parser.ddl.view.SqlDropView;
import org.apache.flink.sql.parser.dql.SqlRichDescribeTable;
import org.apache.flink.sql.parser.dql.SqlShowCatalogs;
import org.apache.flink.sql.parser.dql.SqlShowColumns;
import org.apache.flink.sql.parser.dql.SqlShowCreateTable;
import org.apache.flink.sql.parser.dql.SqlShowCreateView;
import org.apache.flink.sql.parser.dql.SqlShowCurrentCatalog;
import org.apache.flink.sql.parser.dql.SqlShowCurrentDatabase;
import org.apache.flink.sql.parser.dql.SqlShowDatabases;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;
import org.apache.flink.sql.parser.dql.SqlShowTables;
import org.jspecify.annotations.Nullable;

/** Carries out statements about definitions. It is used by one thread at a time. */
public final class Definitions {

    private final Catalogs catalogs;
    private final RelDataTypeFactory types;
    private final SqlPlanner planner;
    private final TableStatements tables;
    private final DatabaseStatements databases;
    private final FunctionStatements functions;
    private final ShowStatements shows;

    /** The definitions of a session. */
    public Definitions(Catalogs catalogs, RelDataTypeFactory types, SqlPlanner planner) {
        this.catalogs = catalogs;
        this.types = types;
        this.planner = planner;
        this.tables = new TableStatements(catalogs, types);
        this.functions = new FunctionStatements(catalogs, new FunctionJars());
        this.databases = new DatabaseStatements(catalogs, new DefinitionScripts(catalogs, types, planner, functions));
        this.shows = new ShowStatements(catalogs);
    }

    /**
     * Carries a statement out, and returns what it was, or nothing if it is not about definitions.
     *
     * @throws io.millrace.sql.parser.SqlException at the place of what is wrong
     */
    public Optional<Statement> execute(SqlNode statement, SqlText text) {
        if (statement instanceof SqlCreateTableAs create) {
            return Optional.of(tables.createAs(create, planner));
        }
        ResultTable result = table(statement);
        result = result != null ? result : view(statement, text);
        result = result != null ? result : database(statement);
        result = result != null ? result : show(statement);
        return Optional.ofNullable(result).map(Statement.Ddl::new);
    }

    private @Nullable ResultTable table(SqlNode statement) {
        if (statement instanceof SqlCreateTable create) {
            return tables.create(create);
        }
        if (statement instanceof SqlDropTable drop) {
            return tables.drop(drop);
        }
        return statement instanceof SqlAlterTable alter ? new AlterTable(catalogs, types).alter(alter) : null;
    }

    private @Nullable ResultTable view(SqlNode statement, SqlText text) {
        ViewStatements views = new ViewStatements(catalogs, types, planner);
        if (statement instanceof SqlCreateView create) {
            return views.create(create, text);
        }
        if (statement instanceof SqlAlterView alter) {
            return views.alter(alter, text);
        }
        return statement instanceof SqlDropView drop ? views.drop(drop) : null;
    }

    private @Nullable ResultTable database(SqlNode statement) {
        if (statement instanceof SqlUseDatabase use) {
            return databases.use(use);
        }
        if (statement instanceof SqlUseCatalog use) {
            return databases.use(use);
        }
        if (statement instanceof SqlCreateDatabase create) {
            return databases.create(create);
        }
        if (statement instanceof SqlAlterDatabase alter) {
            return databases.alter(alter);
        }
        if (statement instanceof SqlDropDatabase drop) {
            return databases.drop(drop);
        }
        if (statement instanceof SqlCreateCatalog create) {
            return databases.create(create);
        }
        if (statement instanceof SqlDropCatalog drop) {
            return databases.drop(drop);
        }
        if (statement instanceof SqlCreateFunction create) {
            return functions.create(create);
        }
        return statement instanceof SqlDropFunction drop ? functions.drop(drop) : null;
    }

    private @Nullable ResultTable show(SqlNode statement) {
        if (statement instanceof SqlShowTables show) {
            return shows.tables(show);
        }
        if (statement instanceof SqlRichDescribeTable describe) {
            return shows.describe(describe);
        }
        if (statement instanceof SqlShowColumns show) {
            return shows.columns(show);
        }
        if (statement instanceof SqlShowCreateTable show) {
            return shows.createTable(show);
        }
        if (statement instanceof SqlShowCreateView show) {
            return shows.createView(show);
        }
        if (statement instanceof SqlShowDatabases show) {
            return shows.databases(show);
        }
        if (statement instanceof SqlShowCatalogs show) {
            return shows.catalogs(show);
        }
        if (statement instanceof SqlShowFunctions show) {
            return shows.functions(show);
        }
        if (statement instanceof SqlShowCurrentCatalog) {
            return ShowStatements.text(catalogs.currentCatalog());
        }
        return statement instanceof SqlShowCurrentDatabase ? ShowStatements.text(catalogs.currentDatabase()) : null;
    }
}
