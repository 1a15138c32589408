/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.FunctionDefinition;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.function.FunctionTable;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.table.functions.AggregateFunction;
import io.millrace.sql.table.functions.ProcessTableFunction;
import io.millrace.sql.table.functions.ScalarFunction;
import io.millrace.sql.table.functions.TableAggregateFunction;
import io.millrace.sql.table.functions.TableFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * All functions that a statement can call, in Flink's order: temporary system functions, those of {@link FunctionTable}, temporary ones of a database, those of a
 * catalog. A name of several parts is that of one of a database. Used for one statement.
 */
public final class UserFunctions implements SqlOperatorTable {
    private final Catalogs catalogs;
    private final String catalog;
    private final String database;
    private final Map<FunctionDefinition, SqlOperator> made = new HashMap<>();

    /** @param catalog with the database, where names of one part are looked for */
    public UserFunctions(Catalogs catalogs, String catalog, String database) {
        this.catalogs = catalogs;
        this.catalog = catalog;
        this.database = database;
    }

    /** The functions that names of one part mean now. */
    public static UserFunctions current(Catalogs catalogs) {
        return new UserFunctions(catalogs, catalogs.currentCatalog(), catalogs.currentDatabase());
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        boolean isCall = syntax == SqlSyntax.FUNCTION;
        Optional<FunctionDefinition> first =
                isCall && name.isSimple() ? catalogs.systemFunction(name.getSimple()) : Optional.empty();
        if (first.isPresent()) {
            found.add(operator(name, first.get()));
            return;
        }
        int known = found.size();
        FunctionTable.INSTANCE.lookupOperatorOverloads(name, category, syntax, found, matcher);
        if (isCall && found.size() == known && name.names.size() <= 3) {
            catalogs.function(catalogs.functionPath(name.names, name.getParserPosition(), catalog, database))
                    .ifPresent(function -> found.add(operator(name, function)));
        }
    }

    private SqlOperator operator(SqlIdentifier name, FunctionDefinition function) {
        SqlOperator known = made.get(function);
        if (known == null) {
            known = placed(name, () -> operator(function, name));
            made.put(function, known);
        }
        return known;
    }

    /** Something to be done for a name in a statement. */
    private interface Step {
        SqlOperator run();
    }

    private static SqlOperator placed(SqlIdentifier name, Step step) {
        try {
            return step.run();
        } catch (SqlException wrong) {
            throw wrong.orAt(name.getParserPosition());
        }
    }

    /**
     * Returns the operator of a function.
     *
     * @throws SqlException if its class cannot be used
     */
    public static SqlOperator operator(FunctionDefinition function, SqlIdentifier id) {
        FunctionSource registered = function.source();
        FunctionSource source = registered == null ? FunctionSource.named(function.className(), loader()) : registered;
        String name = function.path().name();
        if (ScalarFunction.class.isAssignableFrom(source.type())) {
            return UserScalarFunction.of(name, id, source);
        }
        if (TableFunction.class.isAssignableFrom(source.type())) {
            return UserTableFunction.of(name, id, source);
        }
        if (AggregateFunction.class.isAssignableFrom(source.type())) {
            return UserAggregateFunction.of(name, id, source);
        }
        if (ProcessTableFunction.class.isAssignableFrom(source.type())) {
            return UserProcessTableFunction.of(name, id, source);
        }
        if (TableAggregateFunction.class.isAssignableFrom(source.type())) {
            return UserTableAggregateFunction.of(name, id, source);
        }
        throw SqlException.of(
                "The function '" + name + "' is a " + source.type().getName()
                        + ", which is none of ScalarFunction, TableFunction, AggregateFunction, TableAggregateFunction and"
                        + " ProcessTableFunction.");
    }

    /** Returns what finds the classes of the program. */
    static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? UserFunctions.class.getClassLoader() : ofThread;
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return FunctionTable.INSTANCE.getOperatorList();
    }
}
