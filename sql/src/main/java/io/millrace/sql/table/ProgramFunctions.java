/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.sql.catalog.Catalog;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.FunctionDefinition;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.function.user.UserFunctions;
import io.millrace.sql.parser.SqlException;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Registers the functions of a program. */
final class ProgramFunctions {
    private final Catalogs catalogs;

    ProgramFunctions(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    void createSystem(String name, FunctionSource source) {
        requireFree(name, catalogs.systemFunction(name).isPresent());
        ObjectPath path =
                new ObjectPath(catalogs.currentCatalog(), catalogs.currentDatabase(), name.toLowerCase(Locale.ROOT));
        catalogs.putSystem(usable(path, source));
    }

    void createTemporary(List<String> name, FunctionSource source) {
        ObjectPath path = catalogs.functionPath(name, SqlParserPos.ZERO);
        requireFree(path.name(), catalogs.isTemporaryFunction(path));
        catalogs.databaseOrThrow(path.catalog(), path.database(), SqlParserPos.ZERO);
        catalogs.putTemporary(usable(path, source));
    }

    void create(List<String> name, FunctionSource source, boolean ignoreIfExists) {
        ObjectPath path = catalogs.functionPath(name, SqlParserPos.ZERO);
        boolean taken = catalogs.permanentFunction(path).isPresent();
        if (taken && ignoreIfExists) {
            return;
        }
        requireFree(path.name(), taken);
        catalogs.databaseOrThrow(path.catalog(), path.database(), SqlParserPos.ZERO);
        catalogs.catalogOrThrow(path.catalog(), SqlParserPos.ZERO).putFunction(usable(path, source));
    }

    boolean drop(List<String> name) {
        ObjectPath path = catalogs.functionPath(name, SqlParserPos.ZERO);
        Catalog catalog = catalogs.catalogOrThrow(path.catalog(), SqlParserPos.ZERO);
        boolean isThere = catalog.function(path.database(), path.name()).isPresent();
        catalog.removeFunction(path.database(), path.name());
        return isThere;
    }

    private static void requireFree(String name, boolean taken) {
        if (taken) {
            throw SqlException.of("There is a function '" + name + "' already. Drop it first.");
        }
    }

    /** A function that cannot be called is refused where it is registered. */
    private static FunctionDefinition usable(ObjectPath path, FunctionSource source) {
        FunctionDefinition function = new FunctionDefinition(path, source.type().getName(), "JAVA", List.of(), source);
        UserFunctions.operator(function, new SqlIdentifier(path.name(), SqlParserPos.ZERO));
        return function;
    }
}
