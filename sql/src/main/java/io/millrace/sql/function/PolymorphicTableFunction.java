/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.TableCharacteristic;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/**
 * A function from tables and values to a table, whose columns depend on the tables: what standard SQL calls a polymorphic table function. Its arguments may be
 * named, in any order.
 */
public abstract class PolymorphicTableFunction extends SqlFunction implements SqlTableFunction {
    private final List<Parameter> parameters;
    private final Operands operands = new Operands();

    /** What is taken for a parameter. */
    public enum Kind {
        TABLE("a table: TABLE t, or TABLE t PARTITION BY k"),
        COLUMNS("columns: DESCRIPTOR(c)"),
        SCALAR("a single value");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * A parameter.
     *
     * @param type of a value, as messages show it; of others, what stands in its place
     */
    public record Parameter(String name, Kind kind, String type, boolean isRequired) {
        /** A table, which must be given. */
        public static Parameter table(String name) {
            return new Parameter(name, Kind.TABLE, "TABLE", true);
        }

        /** Names of columns. */
        public static Parameter columns(String name, boolean isRequired) {
            return new Parameter(name, Kind.COLUMNS, "DESCRIPTOR", isRequired);
        }

        /** A value that may be left out. */
        public static Parameter option(String name, String type) {
            return new Parameter(name, Kind.SCALAR, type, false);
        }
    }

    /** @param id where it stands in a statement; null of a built-in function */
    protected PolymorphicTableFunction(String name, @Nullable SqlIdentifier id, List<Parameter> parameters) {
        super(
                name,
                id,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.CURSOR,
                null,
                null,
                SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
        this.parameters = List.copyOf(parameters);
    }

    /**
     * Looks at a call whose arguments are of the right kinds.
     *
     * @throws SqlException if it cannot be made
     */
    protected abstract void check(TableCall call);

    /** Returns the columns that a call gives, which was checked. */
    public abstract RelDataType rowType(TableCall call, RelDataTypeFactory types);

    /** Reads a call that was validated. */
    public final TableCall read(SqlValidator validator, SqlCall call) {
        return TableCall.of(this, validator, call);
    }

    public final List<Parameter> parameters() {
        return parameters;
    }

    final int indexOf(String parameter) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equalsIgnoreCase(parameter)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns how it is called, as messages show it. */
    final String signature() {
        return parameters.stream()
                .map(each -> each.isRequired()
                        ? each.name() + " => " + each.type()
                        : "[" + each.name() + " => " + each.type() + "]")
                .collect(Collectors.joining(", ", getName() + "(", ")"));
    }

    /** Puts named arguments, which come after those without names, into their places, and DEFAULT for those that are left out. */
    @Override
    public final SqlNode rewriteCall(SqlValidator validator, SqlCall call) {
        List<SqlNode> placed = new ArrayList<>();
        SqlNode nothing = SqlStdOperatorTable.DEFAULT.createCall(call.getParserPosition());
        parameters.forEach(parameter -> placed.add(nothing));
        List<SqlNode> given = call.getOperandList();
        boolean named = false;
        for (int i = 0; i < given.size(); i++) {
            SqlNode operand = given.get(i);
            boolean hasName = operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
            int place = hasName ? placeOf(operand) : i;
            if (named && !hasName) {
                throw wrong(operand, "An argument of '" + getName() + "' without a name follows one that has one.");
            } else if (place >= parameters.size()) {
                throw wrong(
                        operand,
                        "The function '" + getName() + "' takes no more than " + parameters.size() + " arguments.");
            } else if (placed.get(place) != nothing) {
                throw wrong(
                        operand,
                        "The argument '" + parameters.get(place).name() + "' of '" + getName() + "' is given twice.");
            }
            named |= hasName;
            SqlNode argument = hasName ? ((SqlCall) operand).operand(0) : operand;
            TableCall.checkKeys(argument);
            placed.set(place, argument);
        }
        return new SqlBasicCall(this, placed, call.getParserPosition());
    }

    private int placeOf(SqlNode operand) {
        SqlIdentifier name = ((SqlCall) operand).operand(1);
        int place = indexOf(name.getSimple());
        if (place < 0) {
            List<String> names = parameters.stream().map(Parameter::name).toList();
            throw wrong(
                    name,
                    "The function '" + getName() + "' has no argument '" + name.getSimple() + "'."
                            + Proposals.sentence(name.getSimple(), names));
        }
        return place;
    }

    private SqlException wrong(SqlNode node, String reason) {
        return SqlException.at(TableCall.place(node), reason + " It takes " + signature() + ".");
    }

    @Override
    public final SqlOperandTypeChecker getOperandTypeChecker() {
        return operands;
    }

    @Override
    public final SqlOperandCountRange getOperandCountRange() {
        return operands.getOperandCountRange();
    }

    @Override
    public final boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        return operands.checkOperandTypes(binding, throwOnFailure);
    }

    @Override
    public final SqlReturnTypeInference getRowTypeInference() {
        return binding -> {
            SqlCallBinding call = (SqlCallBinding) binding;
            return rowType(read(call.getValidator(), call.getCall()), call.getTypeFactory());
        };
    }

    @Override
    public final boolean argumentMustBeScalar(int ordinal) {
        return ordinal >= parameters.size() || parameters.get(ordinal).kind() == Kind.SCALAR;
    }

    /** Any table may be partitioned, as far as syntax goes: each function says what it takes, in its own words. */
    @Override
    public final @Nullable TableCharacteristic tableCharacteristic(int ordinal) {
        return ordinal < parameters.size() && parameters.get(ordinal).kind() == Kind.TABLE
                ? TableCharacteristic.builder(TableCharacteristic.Semantics.SET).build()
                : null;
    }

    private final class Operands implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            check(read(binding.getValidator(), binding.getCall()));
            return true;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.any();
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return signature();
        }
    }
}
