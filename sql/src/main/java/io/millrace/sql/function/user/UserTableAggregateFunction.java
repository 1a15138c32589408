/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.JavaType;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.function.PolymorphicTableFunction;
import io.millrace.sql.function.TableCall;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.record.SqlTypesOfJava;
import io.millrace.sql.table.functions.TableAggregateFunction;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/** A {@link TableAggregateFunction} in a plan: it is given a table, and the columns of it that it accumulates. */
public final class UserTableAggregateFunction extends PolymorphicTableFunction {
    private static final String INPUT = "input";
    private static final String COLUMNS = "columns";

    private final FunctionSource source;
    private final UserOperands accumulations;
    private final List<UserMethod> retractions;
    private final JavaType rows;
    private final JavaType accumulator;
    private final boolean isIncremental;

    private UserTableAggregateFunction(String name, SqlIdentifier id, FunctionSource source, JavaType function) {
        super(name, id, List.of(Parameter.table(INPUT), Parameter.columns(COLUMNS, false)));
        this.source = source;
        this.rows = function.argument(0);
        this.accumulator = function.argument(1);
        this.accumulations = new UserOperands(name, UserMethod.of(source, "accumulate", 1));
        this.retractions = UserMethod.of(source, "retract", 1);
        this.isIncremental = overrides(source, "emitUpdateWithRetract");
    }

    /** @throws SqlException if its class has no method that can be called, or its types cannot be used */
    static UserTableAggregateFunction of(String name, SqlIdentifier id, FunctionSource source) {
        JavaType function = Supertypes.of(source.type(), TableAggregateFunction.class);
        SqlTypes.require(function.argument(0), "A row of " + source.type().getName());
        Accumulators.requireStorable(function.argument(1), source, "TableAggregateFunction<T, ACC>");
        UserTableAggregateFunction made = new UserTableAggregateFunction(name, id, source, function);
        if (made.accumulations.methods().isEmpty()) {
            throw SqlException.of("The function '" + name
                    + "' has no public method accumulate, whose first parameter is the accumulator: its class is "
                    + source.type().getName() + ".");
        } else if (made.isIncremental == overrides(source, "emitValue")) {
            throw SqlException.of("The class " + source.type().getName()
                    + " must have one of the methods emitValue and emitUpdateWithRetract.");
        }
        made.accumulations.methods().forEach(each -> Accumulators.requireFolding(each, made.accumulator));
        made.retractions.forEach(each -> Accumulators.requireFolding(each, made.accumulator));
        return made;
    }

    private static boolean overrides(FunctionSource source, String name) {
        return Arrays.stream(source.type().getMethods())
                .anyMatch(method ->
                        method.getName().equals(name) && method.getDeclaringClass() != TableAggregateFunction.class);
    }

    /** Returns where its objects come from. */
    public FunctionSource source() {
        return source;
    }

    /** Returns the class of its rows. */
    public JavaType rows() {
        return rows;
    }

    /** Returns the class of its accumulators. */
    public JavaType accumulator() {
        return accumulator;
    }

    /** Whether it says itself what has come and gone. */
    public boolean isIncremental() {
        return isIncremental;
    }

    /** Returns the table of a call. */
    public TableCall.Table table(TableCall call) {
        return call.table(INPUT);
    }

    /** Returns the columns that are accumulated, by position. */
    public List<Integer> columns(TableCall call) {
        return call.columnsOf(table(call).row(), COLUMNS);
    }

    /** Returns the types of the columns that are accumulated. */
    public List<RelDataType> columnTypes(TableCall call) {
        List<RelDataTypeField> fields = table(call).row().getFieldList();
        return columns(call).stream()
                .map(column -> fields.get(column).getType())
                .toList();
    }

    /** Returns the method that takes in rows. */
    public UserMethod accumulate(TableCall call) {
        return accumulations.method(columnTypes(call));
    }

    /** Returns the method that takes back rows, or null if there is none. */
    public @Nullable UserMethod retract(TableCall call) {
        return UserMethod.best(retractions, columnTypes(call));
    }

    /** Returns what a row is as one value. */
    public RelDataType rowValue(RelDataTypeFactory types) {
        return SqlTypes.of(rows, types, "A row of " + source.type().getName());
    }

    @Override
    protected void check(TableCall call) {
        List<RelDataType> types = columnTypes(call);
        if (UserMethod.best(accumulations.methods(), types) == null) {
            throw SqlException.at(
                    call.argument(COLUMNS).position(),
                    accumulations.misfit(types) + " Name the columns with " + COLUMNS + " => DESCRIPTOR(a, b).");
        }
    }

    @Override
    public RelDataType rowType(TableCall call, RelDataTypeFactory types) {
        RelDataTypeFactory.Builder row = types.builder();
        TableCall.Table table = table(call);
        table.partition().forEach(key -> row.add(table.row().getFieldList().get(key)));
        RelDataType own = rowValue(types);
        if (own.isStruct()) {
            own.getFieldList().forEach(row::add);
        } else {
            row.add(SqlTypesOfJava.ONLY_COLUMN, own);
        }
        return row.uniquify().build();
    }

    /** Functions of one name may be those of different databases. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserTableAggregateFunction function
                && getName().equals(function.getName())
                && source.equals(function.source);
    }

    @Override
    public int hashCode() {
        return 31 * getName().hashCode() + source.hashCode();
    }
}
