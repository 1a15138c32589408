/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/** Every operator and function there is, by name in any case: those of standard SQL, and before them those of Flink. */
public final class FunctionTable implements SqlOperatorTable {

    /** The only one; it never changes. */
    public static final FunctionTable INSTANCE = new FunctionTable();

    private final Map<String, SqlOperator> own = new TreeMap<>();

    private FunctionTable() {
        List<SqlOperator> all = new ArrayList<>();
        all.addAll(TextFunctions.all());
        all.addAll(NumericFunctions.all());
        all.addAll(TimeFunctions.all());
        all.addAll(CollectionFunctions.all());
        all.addAll(JsonFunctions.all());
        all.addAll(BitmapFunctions.all());
        all.addAll(AggregateFunctions.all());
        all.add(SourceWatermarkFunction.INSTANCE);
        all.addAll(List.of(WindowFunction.TUMBLE, WindowFunction.HOP, WindowFunction.CUMULATE, WindowFunction.SESSION));
        all.addAll(List.of(ChangelogFunction.TO, ChangelogFunction.FROM));
        all.forEach(operator -> own.put(operator.getName(), operator));
    }

    /** Whether there is a function of a name. */
    public boolean has(String name) {
        return names().contains(name.toUpperCase(Locale.ROOT));
    }

    /** Returns the function of a name that Flink has and standard SQL lacks, or has otherwise. */
    public Optional<SqlOperator> own(String name) {
        return Optional.ofNullable(own.get(name.toUpperCase(Locale.ROOT)));
    }

    /** Returns the names of all functions, in alphabetical order. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(own.keySet());
        for (SqlOperator operator : SqlStdOperatorTable.instance().getOperatorList()) {
            if (operator instanceof SqlFunction && operator.getName().matches("[A-Z][A-Z0-9_]*")) {
                names.add(operator.getName());
            }
        }
        return names;
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        SqlOperator operator = name.isSimple() ? own.get(name.getSimple().toUpperCase(Locale.ROOT)) : null;
        if (operator == null) {
            SqlNameMatcher anyCase = SqlNameMatchers.withCaseSensitive(false);
            SqlStdOperatorTable.instance().lookupOperatorOverloads(name, category, syntax, found, anyCase);
        } else if (operator.getSyntax().family == syntax.family || operator.getSyntax() == syntax) {
            found.add(operator);
        }
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        List<SqlOperator> operators = new ArrayList<>(own.values());
        operators.addAll(SqlStdOperatorTable.instance().getOperatorList());
        return operators;
    }
}
