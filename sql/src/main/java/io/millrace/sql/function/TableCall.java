/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.type.TimeAttributeType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
    private static final Set<SqlKind> MODIFIERS =
            EnumSet.of(SqlKind.DESCENDING, SqlKind.NULLS_FIRST, SqlKind.NULLS_LAST);

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
     * @param order those of ORDER BY, of which the first one is event time, ascending; empty where rows are taken as they come
     */
    public record Table(
            SqlNode query, RelDataType row, List<Integer> partition, List<SortKey> order, SqlParserPos position)
            implements Argument {}

    /** A column of ORDER BY. */
    public record SortKey(int column, boolean descending, boolean nullsFirst) {}

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
            return new Table(operand, row, List.of(), List.of(), place(operand));
        }
        List<Integer> partition = new ArrayList<>();
        for (SqlNode key : (SqlNodeList) set.operand(1)) {
            partition.add(column(function, row, key));
        }
        List<SortKey> order = order(function, row, set.operand(2));
        return new Table(set.operand(0), row, List.copyOf(partition), order, place(set.operand(0)));
    }

    private static List<SortKey> order(PolymorphicTableFunction function, RelDataType row, SqlNodeList keys) {
        List<SortKey> order = new ArrayList<>();
        for (SqlNode key : keys) {
            SqlNode column = key;
            SqlKind nulls = SqlKind.OTHER;
            boolean descending = false;
            for (; MODIFIERS.contains(column.getKind()); column = ((SqlCall) column).operand(0)) {
                if (column.getKind() == SqlKind.DESCENDING) {
                    descending = true;
                } else {
                    nulls = column.getKind();
                }
            }
            boolean nullsFirst = nulls == SqlKind.NULLS_FIRST || (nulls == SqlKind.OTHER && !descending);
            SortKey sorted = new SortKey(column(function, row, column), descending, nullsFirst);
            RelDataType type = row.getFieldList().get(sorted.column()).getType();
            if (order.isEmpty() && (descending || !TimeAttributeType.isRowtime(type))) {
                throw SqlException.at(
                        key.getParserPosition(),
                        "ORDER BY of a table argument begins with a column of event time, ascending: rows of '"
                                + function.getName() + "' are put in order as the watermark passes. Declare a WATERMARK"
                                + " for one, and sort by others behind it.");
            }
            order.add(sorted);
        }
        return List.copyOf(order);
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

    /**
     * Looks at the keys of a table argument, whose names mean nothing before it is validated.
     *
     * @throws SqlException if one is no column
     */
    static void checkKeys(SqlNode operand) {
        if (operand.getKind() != SqlKind.SET_SEMANTICS_TABLE) {
            return;
        }
        for (int list = 1; list <= 2; list++) {
            for (SqlNode key : (SqlNodeList) ((SqlCall) operand).operand(list)) {
                SqlNode column = key;
                while (MODIFIERS.contains(column.getKind())) {
                    column = ((SqlCall) column).operand(0);
                }
                if (!(column instanceof SqlIdentifier)) {
                    throw notAColumn(key);
                }
            }
        }
    }

    private static SqlException notAColumn(SqlNode key) {
        return SqlException.at(
                key.getParserPosition(),
                "PARTITION BY and ORDER BY of a table argument take columns alone. Compute others in a query:"
                        + " f((SELECT *, ... FROM t) PARTITION BY k).");
    }

    private static int column(PolymorphicTableFunction function, RelDataType row, SqlNode key) {
        if (!(key instanceof SqlIdentifier identifier)) {
            throw notAColumn(key);
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
