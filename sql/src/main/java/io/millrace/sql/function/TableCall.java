/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/**
 * What a call gives a {@link PolymorphicTableFunction}: an argument for each of its parameters, in their order. Immutable.
 *
 * @param position of the call
 */
public record TableCall(PolymorphicTableFunction function, List<Argument> arguments, SqlParserPos position) {

    /** What is given for a parameter. */
    public sealed interface Argument {
        SqlParserPos position();
    }

    /** Nothing. */
    public record Omitted(SqlParserPos position) implements Argument {}

    /**
     * A table.
     *
     * @param query whose rows it has
     * @param partition the columns of PARTITION BY
     */
    public record Table(SqlNode query, RelDataType row, List<Integer> partition, SqlParserPos position)
            implements Argument {}

    /** The columns of DESCRIPTOR. */
    public record Columns(List<SqlIdentifier> names, SqlParserPos position) implements Argument {}

    /** One value. */
    public record Scalar(SqlNode expression, RelDataType type, SqlParserPos position) implements Argument {}

    /**
     * Reads a call.
     *
     * @throws SqlException if something is given that the parameter does not take, or something is missing
     */
    static TableCall of(PolymorphicTableFunction function, SqlValidator validator, SqlCall call) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            arguments.add(argument(function, function.parameters().get(i), call, call.operand(i), validator));
        }
        return new TableCall(function, List.copyOf(arguments), call.getParserPosition());
    }

    private static Argument argument(
            PolymorphicTableFunction function,
            PolymorphicTableFunction.Parameter parameter,
            SqlCall call,
            SqlNode operand,
            SqlValidator validator) {
        SqlParserPos position = place(operand);
        boolean isTable = operand.getKind() == SqlKind.SET_SEMANTICS_TABLE || operand.isA(SqlKind.QUERY);
        if (operand.getKind() == SqlKind.DEFAULT) {
            if (parameter.isRequired()) {
                throw SqlException.at(
                        call.getParserPosition(),
                        "The function '" + function.getName() + "' needs its argument '" + parameter.name()
                                + "'. It takes " + function.signature() + ".");
            }
            return new Omitted(call.getParserPosition());
        }
        switch (parameter.kind()) {
            case TABLE -> {
                if (isTable) {
                    return table(function, operand, validator);
                }
            }
            case COLUMNS -> {
                if (operand.getKind() == SqlKind.DESCRIPTOR) {
                    return columns((SqlCall) operand, position);
                }
            }
            case SCALAR -> {
                if (!isTable && operand.getKind() != SqlKind.DESCRIPTOR && operand.getKind() != SqlKind.SCALAR_QUERY) {
                    return new Scalar(operand, validator.getValidatedNodeType(operand), position);
                }
            }
        }
        throw SqlException.at(
                position,
                "The argument '" + parameter.name() + "' of '" + function.getName() + "' is "
                        + parameter.kind().text() + ". The function takes " + function.signature() + ".");
    }

    private static Columns columns(SqlCall descriptor, SqlParserPos position) {
        List<SqlIdentifier> names = new ArrayList<>();
        for (SqlNode column : descriptor.getOperandList()) {
            if (!(column instanceof SqlIdentifier identifier) || !identifier.isSimple()) {
                throw SqlException.at(column.getParserPosition(), "DESCRIPTOR takes the names of columns.");
            }
            names.add(identifier);
        }
        return new Columns(names, position);
    }

    private static Table table(PolymorphicTableFunction function, SqlNode operand, SqlValidator validator) {
        RelDataType row = validator.getValidatedNodeType(operand);
        if (!(operand instanceof SqlCall set) || operand.getKind() != SqlKind.SET_SEMANTICS_TABLE) {
            return new Table(operand, row, List.of(), place(operand));
        }
        SqlNodeList order = set.operand(2);
        if (!order.isEmpty()) {
            throw SqlException.at(
                    order.getParserPosition(),
                    "ORDER BY of a table argument cannot be run yet: '" + function.getName()
                            + "' takes rows as they come.");
        }
        List<Integer> partition = new ArrayList<>();
        for (SqlNode key : (SqlNodeList) set.operand(1)) {
            partition.add(column(function, row, key));
        }
        return new Table(set.operand(0), row, List.copyOf(partition), place(set.operand(0)));
    }

    /** What stands for TABLE t has no place of its own. */
    static SqlParserPos place(SqlNode query) {
        SqlNode placed = query.getKind() == SqlKind.SCALAR_QUERY ? ((SqlCall) query).operand(0) : query;
        while (placed.getParserPosition().getLineNum() == 0
                && placed instanceof SqlSelect select
                && select.getFrom() != null) {
            placed = select.getFrom();
        }
        return placed.getParserPosition();
    }

    private static int column(PolymorphicTableFunction function, RelDataType row, SqlNode key) {
        if (!(key instanceof SqlIdentifier identifier)) {
            throw SqlException.at(key.getParserPosition(), "PARTITION BY of a table argument takes columns alone.");
        }
        String name = identifier.names.get(identifier.names.size() - 1);
        RelDataTypeField field = row.getField(name, true, false);
        if (field == null) {
            throw SqlException.at(
                    key.getParserPosition(),
                    "There is no column '" + name + "' in the table that '" + function.getName() + "' takes."
                            + Proposals.sentence(name, row.getFieldNames()));
        }
        return field.getIndex();
    }

    /** Returns the tables, in the order of their parameters. */
    public List<Table> tables() {
        return arguments.stream()
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .toList();
    }

    /** Returns what is given for a parameter. */
    public Argument argument(String parameter) {
        return arguments.get(function.indexOf(parameter));
    }

    /** Returns the table that is given for a parameter, which must be one that is required. */
    public Table table(String parameter) {
        return (Table) argument(parameter);
    }

    /** Returns the columns that are given for a parameter, or null if there are none. */
    public @Nullable Columns columns(String parameter) {
        return argument(parameter) instanceof Columns columns ? columns : null;
    }

    /**
     * Returns the columns of a table that a parameter names, by position; none if it is left out.
     *
     * @throws SqlException if the table does not have them
     */
    public List<Integer> columnsOf(RelDataType row, String parameter) {
        Columns columns = columns(parameter);
        if (columns == null) {
            return List.of();
        }
        List<Integer> indexes = new ArrayList<>();
        for (SqlIdentifier name : columns.names()) {
            indexes.add(column(function, row, name));
        }
        return indexes;
    }
}
