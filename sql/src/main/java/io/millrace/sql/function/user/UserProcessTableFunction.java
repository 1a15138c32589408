/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.function.PolymorphicTableFunction;
import io.millrace.sql.function.TableCall;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.record.SqlTypesOfJava;
import io.millrace.sql.table.functions.ArgumentTrait;
import io.millrace.sql.table.functions.ProcessTableFunction;
import io.millrace.sql.type.TimeAttributeType;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** A {@link ProcessTableFunction} in a plan. */
public final class UserProcessTableFunction extends PolymorphicTableFunction {
    private static final String ROWTIME = "rowtime";

    private final FunctionSource source;
    private final ProcessSignature signature;

    private UserProcessTableFunction(String name, SqlIdentifier id, FunctionSource source, ProcessSignature signature) {
        super(name, id, parameters(signature));
        this.source = source;
        this.signature = signature;
    }

    /** @throws SqlException if its class cannot be used */
    static UserProcessTableFunction of(String name, SqlIdentifier id, FunctionSource source) {
        return new UserProcessTableFunction(name, id, source, ProcessSignature.of(source));
    }

    private static List<Parameter> parameters(ProcessSignature signature) {
        List<Parameter> parameters = new ArrayList<>();
        boolean needsTime = false;
        for (ProcessSignature.Argument argument : signature.arguments()) {
            parameters.add(new Parameter(
                    argument.name(),
                    argument.isTable() ? Kind.TABLE : Kind.SCALAR,
                    argument.isTable() ? tableText(argument) : Fit.text(argument.type()),
                    !argument.isOptional()));
            needsTime |= argument.has(ArgumentTrait.REQUIRE_ON_TIME);
        }
        parameters.add(Parameter.columns(ProcessSignature.ON_TIME, needsTime));
        parameters.add(Parameter.option(ProcessSignature.UID, "STRING"));
        return parameters;
    }

    private static String tableText(ProcessSignature.Argument argument) {
        boolean partitioned =
                argument.has(ArgumentTrait.SET_SEMANTIC_TABLE) && !argument.has(ArgumentTrait.OPTIONAL_PARTITION_BY);
        return partitioned ? "TABLE PARTITION BY" : "TABLE";
    }

    /** Returns where its objects come from. */
    public FunctionSource source() {
        return source;
    }

    /** Returns what its class says. */
    public ProcessSignature signatureOfClass() {
        return signature;
    }

    /** Returns the name that a call gives its state, or null if it gives none. */
    public @Nullable String uid(TableCall call) {
        return call.argument(ProcessSignature.UID) instanceof TableCall.Scalar uid
                        && uid.expression() instanceof SqlLiteral literal
                ? literal.getValueAs(String.class)
                : null;
    }

    /** Returns what a row is as one value. */
    public RelDataType rowValue(RelDataTypeFactory types) {
        return SqlTypes.of(signature.rows(), types, "A row of " + source.type().getName());
    }

    @Override
    protected void check(TableCall call) {
        List<TableCall.Table> tables = call.tables();
        for (int i = 0; i < signature.arguments().size(); i++) {
            ProcessSignature.Argument argument = signature.arguments().get(i);
            TableCall.Argument given = call.arguments().get(i);
            if (given instanceof TableCall.Table table) {
                checkTable(argument, table);
                checkKeys(tables.get(0), table);
            } else if (given instanceof TableCall.Scalar scalar) {
                checkScalar(argument, scalar);
            } else if (argument.type().raw().isPrimitive()) {
                throw SqlException.at(
                        call.position(),
                        path(argument) + " is a " + argument.type().raw()
                                + ", which cannot be null: it cannot be left out.");
            }
        }
        checkTime(call);
        if (call.argument(ProcessSignature.UID) instanceof TableCall.Scalar given && uid(call) == null) {
            throw SqlException.at(
                    given.position(), "The uid of '" + getName() + "' is a text that is written out, as 'mine'.");
        }
    }

    private String path(ProcessSignature.Argument argument) {
        return "The argument '" + argument.name() + "' of '" + getName() + "'";
    }

    private void checkTable(ProcessSignature.Argument argument, TableCall.Table table) {
        boolean isSet = argument.has(ArgumentTrait.SET_SEMANTIC_TABLE);
        if (!isSet && !(table.partition().isEmpty() && table.order().isEmpty())) {
            String clause = table.partition().isEmpty() ? "ORDER BY" : "PARTITION BY";
            throw SqlException.at(
                    table.position(),
                    path(argument) + " is a table whose rows are taken one by one: leave out " + clause + ".");
        } else if (isSet && table.partition().isEmpty() && !argument.has(ArgumentTrait.OPTIONAL_PARTITION_BY)) {
            throw SqlException.at(
                    table.position(),
                    path(argument) + " is a table whose rows belong to keys: say which, with " + argument.name()
                            + " => TABLE t PARTITION BY k.");
        }
        try {
            new TableRows(table.row(), argument.type(), path(argument));
        } catch (SqlException misfit) {
            throw misfit.orAt(table.position());
        }
    }

    /** Rows of several tables meet by their keys. */
    private void checkKeys(TableCall.Table first, TableCall.Table other) {
        List<String> keys = keyTypes(first);
        List<String> others = keyTypes(other);
        if (!keys.equals(others)) {
            throw SqlException.at(
                    other.position(),
                    "The tables of '" + getName() + "' must be partitioned by keys of the same types, and not by "
                            + keys + " and " + others + ". CAST those of one.");
        }
    }

    /** Returns the types of a key as far as it matters for whether keys are equal. */
    private static List<String> keyTypes(TableCall.Table table) {
        RelDataTypeFactory types = SqlTypes.FACTORY;
        return table.partition().stream()
                .map(key -> table.row().getFieldList().get(key).getType())
                .map(type -> SqlTypeUtil.isCharacter(type)
                        ? "STRING"
                        : TypeNames.summary(
                                types.createTypeWithNullability(TimeAttributeType.materialized(types, type), true)))
                .toList();
    }

    private void checkScalar(ProcessSignature.Argument argument, TableCall.Scalar scalar) {
        if (Fit.distance(scalar.type(), argument.type()) >= Fit.IMPOSSIBLE) {
            throw SqlException.at(
                    scalar.position(),
                    path(argument) + " is " + Fit.text(argument.type()) + ", and not "
                            + TypeNames.description(scalar.type()) + ".");
        }
        if (argument.type().raw().isPrimitive() && SqlTypeUtil.isNull(scalar.type())) {
            throw SqlException.at(
                    scalar.position(),
                    path(argument) + " is a " + argument.type().raw() + ", which cannot be null.");
        }
    }

    private void checkTime(TableCall call) {
        TableCall.Columns columns = call.columns(ProcessSignature.ON_TIME);
        if (columns == null) {
            return;
        }
        RelDataType first = null;
        for (SqlIdentifier name : columns.names()) {
            boolean found = false;
            for (TableCall.Table table : call.tables()) {
                RelDataTypeField field = table.row().getField(name.getSimple(), true, false);
                if (field == null) {
                    continue;
                }
                found = true;
                if (!TimeAttributeType.isRowtime(field.getType())) {
                    throw SqlException.at(
                            name.getParserPosition(),
                            "The column '" + name + "' of on_time must be a rowtime, and is "
                                    + TypeNames.summary(field.getType()) + ". Declare a WATERMARK for it.");
                } else if (first != null
                        && !SqlTypeUtil.equalSansNullability(SqlTypes.FACTORY, first, field.getType())) {
                    throw SqlException.at(
                            name.getParserPosition(),
                            "The columns of on_time must be of one type, and not " + TypeNames.summary(first) + " and "
                                    + TypeNames.summary(field.getType()) + ".");
                }
                first = field.getType();
            }
            if (!found) {
                throw SqlException.at(
                        name.getParserPosition(),
                        "There is no column '" + name + "' in the tables that '" + getName() + "' takes.");
            }
        }
    }

    /** Returns the column of a table that on_time names, or -1. */
    public int timeColumn(TableCall call, TableCall.Table table) {
        TableCall.Columns columns = call.columns(ProcessSignature.ON_TIME);
        if (columns != null) {
            for (SqlIdentifier name : columns.names()) {
                RelDataTypeField field = table.row().getField(name.getSimple(), true, false);
                if (field != null) {
                    return field.getIndex();
                }
            }
        }
        return -1;
    }

    /** Returns the columns of a table that come out before those of the function. */
    public List<Integer> passed(TableCall call, TableCall.Table table) {
        ProcessSignature.Argument argument =
                signature.arguments().get(call.arguments().indexOf(table));
        if (!argument.has(ArgumentTrait.PASS_COLUMNS_THROUGH)) {
            return table.partition();
        }
        return table.row().getFieldList().stream()
                .map(RelDataTypeField::getIndex)
                .toList();
    }

    @Override
    public RelDataType rowType(TableCall call, RelDataTypeFactory types) {
        RelDataTypeFactory.Builder row = types.builder();
        RelDataType time = null;
        for (TableCall.Table table : call.tables()) {
            List<RelDataTypeField> fields = table.row().getFieldList();
            passed(call, table).forEach(column -> row.add(fields.get(column)));
            int column = timeColumn(call, table);
            if (column >= 0) {
                RelDataType type = fields.get(column).getType();
                time = time == null || type.isNullable() ? type : time;
            }
        }
        RelDataType own = rowValue(types);
        if (own.isStruct()) {
            own.getFieldList().forEach(row::add);
        } else {
            row.add(SqlTypesOfJava.ONLY_COLUMN, own);
        }
        if (time != null) {
            boolean everywhere = call.tables().stream().allMatch(table -> timeColumn(call, table) >= 0);
            row.add(ROWTIME, everywhere ? time : types.createTypeWithNullability(time, true));
        }
        return row.uniquify().build();
    }

    /** Functions of one name may be those of different databases. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserProcessTableFunction function
                && getName().equals(function.getName())
                && source.equals(function.source);
    }

    @Override
    public int hashCode() {
        return 31 * getName().hashCode() + source.hashCode();
    }
}
