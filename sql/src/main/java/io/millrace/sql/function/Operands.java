/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * What a function takes where the types of its arguments depend on each other.
 *
 * @param most how many arguments at most; -1 for any number
 * @param form as errors show it, behind the name
 */
record Operands(int least, int most, String form, Fit fit) implements SqlOperandTypeChecker {

    /** Whether arguments fit together. */
    interface Fit {
        boolean test(RelDataTypeFactory types, List<RelDataType> arguments);
    }

    static Operands of(int least, int most, String form, Predicate<List<RelDataType>> fit) {
        return new Operands(least, most, form, (types, arguments) -> fit.test(arguments));
    }

    /** An array and something that can be an element of it. */
    static Operands arrayAndElement() {
        return new Operands(
                2,
                2,
                "(ARRAY<T>, T)",
                (types, arguments) ->
                        isArray(arguments.get(0)) && isElement(types, arguments.get(0), arguments.get(1)));
    }

    private static boolean isElement(RelDataTypeFactory types, RelDataType array, RelDataType element) {
        RelDataType component = array.getComponentType();
        if (component == null || element.getSqlTypeName() == SqlTypeName.NULL) {
            return component != null;
        }
        RelDataType common = types.leastRestrictive(List.of(component, element));
        return common != null
                && (common.getSqlTypeName() == component.getSqlTypeName()
                        || (SqlTypeUtil.isCharacter(common) && SqlTypeUtil.isCharacter(component)));
    }

    /** Arrays, or maps, of a type that they have in common. */
    static Operands alike(int least, int most, String form, Predicate<RelDataType> each) {
        return new Operands(
                least,
                most,
                form,
                (types, arguments) -> arguments.stream().allMatch(each) && types.leastRestrictive(arguments) != null);
    }

    static boolean isArray(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.ARRAY;
    }

    static boolean isMap(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.MAP;
    }

    /** Whether a type is an array of elements that have an order. */
    static boolean isSortable(RelDataType type) {
        RelDataType component = type.getComponentType();
        return isArray(type)
                && component != null
                && !component.isStruct()
                && component.getComponentType() == null
                && component.getKeyType() == null;
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        boolean fits = fit.test(binding.getTypeFactory(), binding.collectOperandTypes());
        if (!fits && throwOnFailure) {
            throw binding.newValidationSignatureError();
        }
        return fits;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return most < 0 ? SqlOperandCountRanges.from(least) : SqlOperandCountRanges.between(least, most);
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
        return name + form;
    }
}
