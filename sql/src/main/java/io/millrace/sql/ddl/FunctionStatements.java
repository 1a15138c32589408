/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Catalog;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.FunctionDefinition;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.function.user.UserFunctions;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.ResultTable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlDropFunction;

/** CREATE and DROP FUNCTION. */
final class FunctionStatements {

    private final Catalogs catalogs;

    FunctionStatements(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    ResultTable create(SqlCreateFunction statement) {
        SqlParserPos position = statement.getName().getParserPosition();
        ObjectPath path = catalogs.functionPath(statement.getName().names, position);
        catalogs.databaseOrThrow(path.catalog(), path.database(), position);
        if (!statement.getResourceInfos().isEmpty()) {
            throw SqlException.at(position, "USING JAR is not supported; put the function on the class path.");
        }
        FunctionDefinition function = new FunctionDefinition(
                path, statement.getFunctionClassName().getValueAs(String.class), language(statement));
        if (isThere(statement, path)) {
            if (statement.isIfNotExists()) {
                return ResultTable.OK;
            }
            throw SqlException.at(position, "There is a function '" + path.name() + "' already.");
        }
        requireUsable(function, statement);
        if (statement.isSystemFunction()) {
            catalogs.putSystem(function);
        } else if (statement.isTemporary()) {
            catalogs.putTemporary(function);
        } else {
            catalogs.catalogOrThrow(path.catalog(), position).putFunction(function);
        }
        return ResultTable.OK;
    }

    private boolean isThere(SqlCreateFunction statement, ObjectPath path) {
        if (statement.isSystemFunction()) {
            return catalogs.systemFunction(path.name()).isPresent();
        }
        return statement.isTemporary()
                ? catalogs.isTemporaryFunction(path)
                : catalogs.permanentFunction(path).isPresent();
    }

    private static String language(SqlCreateFunction statement) {
        String language = Optional.ofNullable(statement.getFunctionLanguage())
                .orElse("JAVA")
                .toUpperCase(Locale.ROOT);
        if (language.equals("PYTHON")) {
            throw SqlException.at(
                    statement.getFunctionClassName().getParserPosition(),
                    "Functions in PYTHON cannot be run: write it in a language of the JVM.");
        }
        return language;
    }

    /** A function that cannot be called is refused where it is defined. */
    private static void requireUsable(FunctionDefinition function, SqlCreateFunction statement) {
        try {
            UserFunctions.operator(function, statement.getName());
        } catch (SqlException wrong) {
            throw wrong.orAt(statement.getFunctionClassName().getParserPosition());
        }
    }

    ResultTable drop(SqlDropFunction statement) {
        SqlParserPos position = ObjectNames.position(statement);
        ObjectPath path = catalogs.functionPath(Arrays.asList(statement.getFullName()), position);
        if (!dropped(statement, path, position) && !statement.getIfExists()) {
            throw missing(path, position);
        }
        return ResultTable.OK;
    }

    private boolean dropped(SqlDropFunction statement, ObjectPath path, SqlParserPos position) {
        if (statement.isSystemFunction()) {
            return catalogs.removeSystemFunction(path.name());
        } else if (statement.isTemporary()) {
            return catalogs.removeTemporaryFunction(path);
        }
        Catalog catalog = catalogs.catalogOrThrow(path.catalog(), position);
        boolean isThere = catalog.function(path.database(), path.name()).isPresent();
        catalog.removeFunction(path.database(), path.name());
        return isThere;
    }

    private SqlException missing(ObjectPath path, SqlParserPos position) {
        return SqlException.at(
                position,
                "There is no function '" + path.name() + "'."
                        + Proposals.sentence(path.name(), catalogs.functions(path.catalog(), path.database())));
    }
}
