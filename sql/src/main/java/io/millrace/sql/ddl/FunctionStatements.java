/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Catalog;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.FunctionDefinition;
import io.millrace.sql.catalog.ObjectPath;
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
        ObjectPath path = catalogs.resolve(statement.getName().names, position);
        catalogs.databaseOrThrow(path.catalog(), path.database(), position);
        if (!statement.getResourceInfos().isEmpty()) {
            throw SqlException.at(position, "USING JAR is not supported; put the function on the class path.");
        }
        if (catalogs.function(path).isPresent()) {
            if (statement.isIfNotExists()) {
                return ResultTable.OK;
            }
            throw SqlException.at(position, "There is a function '" + path.name() + "' already.");
        }
        FunctionDefinition function = define(statement, path);
        if (statement.isTemporary()) {
            catalogs.putTemporary(function);
        } else {
            catalogs.catalogOrThrow(path.catalog(), position).putFunction(function);
        }
        return ResultTable.OK;
    }

    /** Returns what a statement defines, whatever name it gives. */
    static FunctionDefinition define(SqlCreateFunction statement, ObjectPath path) {
        return new FunctionDefinition(
                path,
                statement.getFunctionClassName().getValueAs(String.class),
                Optional.ofNullable(statement.getFunctionLanguage())
                        .orElse("JAVA")
                        .toUpperCase(Locale.ROOT));
    }

    ResultTable drop(SqlDropFunction statement) {
        SqlParserPos position = ObjectNames.position(statement);
        ObjectPath path = catalogs.resolve(Arrays.asList(statement.getFullName()), position);
        if (statement.isTemporary()) {
            if (!catalogs.removeTemporaryFunction(path) && !statement.getIfExists()) {
                throw missing(path, position);
            }
            return ResultTable.OK;
        }
        Catalog catalog = catalogs.catalogOrThrow(path.catalog(), position);
        if (catalog.function(path.database(), path.name()).isEmpty() && !statement.getIfExists()) {
            throw missing(path, position);
        }
        catalog.removeFunction(path.database(), path.name());
        return ResultTable.OK;
    }

    private SqlException missing(ObjectPath path, SqlParserPos position) {
        return SqlException.at(
                position,
                "There is no function '" + path.name() + "'." + Proposals.sentence(path.name(), catalogs.functions()));
    }
}
