/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Catalog;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.FunctionDefinition;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.function.user.FunctionJars;
import io.millrace.sql.function.user.UserFunctions;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.ResultTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlDropFunction;
import org.apache.flink.sql.parser.ddl.resource.SqlResource;
import org.apache.flink.sql.parser.ddl.resource.SqlResourceType;

/** CREATE and DROP FUNCTION. */
final class FunctionStatements {

    private final Catalogs catalogs;

    private final FunctionJars jars;

    FunctionStatements(Catalogs catalogs, FunctionJars jars) {
        this.catalogs = catalogs;
        this.jars = jars;
    }

    ResultTable create(SqlCreateFunction statement) {
        SqlParserPos position = statement.getName().getParserPosition();
        ObjectPath path = catalogs.functionPath(statement.getName().names, position);
        catalogs.databaseOrThrow(path.catalog(), path.database(), position);
        if (isThere(statement, path)) {
            if (statement.isIfNotExists()) {
                return ResultTable.OK;
            }
            throw SqlException.at(position, "There is a function '" + path.name() + "' already.");
        }
        FunctionDefinition function = usable(statement, path);
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

    /** A function that cannot be called is refused where it is defined. One in a jar is found there now, once and for all. */
    private FunctionDefinition usable(SqlCreateFunction statement, ObjectPath path) {
        FunctionDefinition function = define(statement, path);
        try {
            UserFunctions.operator(function, statement.getName());
            return function;
        } catch (SqlException wrong) {
            throw wrong.orAt(statement.getFunctionClassName().getParserPosition());
        }
    }

    /** Returns what a statement defines, whatever name it gives. */
    FunctionDefinition define(SqlCreateFunction statement, ObjectPath path) {
        String language = language(statement);
        String className = statement.getFunctionClassName().getValueAs(String.class);
        List<String> paths = jarsOf(statement);
        try {
            FunctionSource source = paths.isEmpty() ? null : FunctionSource.named(className, jars.loader(paths));
            return new FunctionDefinition(path, className, language, paths, source);
        } catch (SqlException wrong) {
            throw wrong.orAt(statement.getFunctionClassName().getParserPosition());
        }
    }

    private static List<String> jarsOf(SqlCreateFunction statement) {
        List<String> paths = new ArrayList<>();
        for (SqlNode node : statement.getResourceInfos()) {
            SqlResource resource = (SqlResource) node;
            if (resource.getResourceType().getValueAs(SqlResourceType.class) != SqlResourceType.JAR) {
                throw SqlException.at(resource.getParserPosition(), "A function is in a JAR, and not in other files.");
            }
            paths.add(resource.getResourcePath().getValueAs(String.class));
        }
        return paths;
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
