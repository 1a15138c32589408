/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import static io.millrace.sql.function.Declarations.INT;
import static io.millrace.sql.function.Declarations.STRING;
import static io.millrace.sql.function.Declarations.function;
import static io.millrace.sql.function.Declarations.takes;
import static org.apache.calcite.sql.type.SqlTypeFamily.CHARACTER;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Functions of arrays and maps. */
final class CollectionFunctions {

    private static final SqlReturnTypeInference SAME = ReturnTypes.ARG0.andThen(SqlTypeTransforms.TO_NULLABLE);

    /** Of the type of the first argument, and null only if that is. */
    private static final SqlReturnTypeInference FIRST = ReturnTypes.ARG0;

    private static final SqlReturnTypeInference COMMON = Declarations.common(0).andThen(SqlTypeTransforms.TO_NULLABLE);

    private CollectionFunctions() {}

    static List<SqlOperator> all() {
        return List.of(
                function("ARRAY_APPEND", CollectionFunctions::longer, Operands.arrayAndElement()),
                function("ARRAY_PREPEND", CollectionFunctions::longer, Operands.arrayAndElement()),
                function("ARRAY_CONTAINS", asNullableAsFirst(SqlTypeName.BOOLEAN), Operands.arrayAndElement()),
                function("ARRAY_POSITION", INT, Operands.arrayAndElement()),
                function("ARRAY_REMOVE", FIRST, Operands.arrayAndElement()),
                function("ARRAY_REVERSE", FIRST, takes(SqlTypeFamily.ARRAY)),
                function("ARRAY_DISTINCT", FIRST, takes(SqlTypeFamily.ARRAY)),
                function(
                        "ARRAY_SLICE",
                        SAME,
                        takes(2, SqlTypeFamily.ARRAY, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER)),
                function(
                        "ARRAY_SORT",
                        SAME,
                        Operands.of(
                                1,
                                3,
                                "(ARRAY<T>, BOOLEAN, BOOLEAN) where T has an order",
                                types -> Operands.isSortable(types.get(0))
                                        && types.subList(1, types.size()).stream()
                                                .allMatch(SqlTypeUtil::isBoolean))),
                function("ARRAY_UNION", COMMON, arrays(2, 2)),
                function("ARRAY_EXCEPT", COMMON, arrays(2, 2)),
                function("ARRAY_INTERSECT", COMMON, arrays(2, 2)),
                function("ARRAY_CONCAT", COMMON, arrays(1, -1)),
                function("ARRAY_MAX", CollectionFunctions::element, sortable()),
                function("ARRAY_MIN", CollectionFunctions::element, sortable()),
                function(
                        "ARRAY_JOIN",
                        STRING,
                        Operands.of(
                                2,
                                3,
                                "(ARRAY<STRING>, STRING, STRING)",
                                types -> isArrayOfTexts(types.get(0))
                                        && types.subList(1, types.size()).stream()
                                                .allMatch(SqlTypeUtil::isCharacter))),
                function("SPLIT", arrayOfTexts().andThen(SqlTypeTransforms.TO_NULLABLE), takes(CHARACTER, CHARACTER)),
                function("MAP_KEYS", CollectionFunctions::keys, takes(SqlTypeFamily.MAP)),
                function("MAP_VALUES", CollectionFunctions::values, takes(SqlTypeFamily.MAP)),
                function("MAP_ENTRIES", CollectionFunctions::entries, takes(SqlTypeFamily.MAP)),
                function("MAP_FROM_ARRAYS", CollectionFunctions::map, takes(SqlTypeFamily.ARRAY, SqlTypeFamily.ARRAY)),
                function("MAP_UNION", COMMON, Operands.alike(1, -1, "(MAP<K, V>, ...)", Operands::isMap)),
                function(
                        "STR_TO_MAP",
                        CollectionFunctions::mapOfTexts,
                        Operands.of(
                                1,
                                3,
                                "(STRING), or (STRING, STRING, STRING)",
                                types -> types.size() != 2 && types.stream().allMatch(SqlTypeUtil::isCharacter))));
    }

    private static Operands arrays(int least, int most) {
        return Operands.alike(least, most, most < 0 ? "(ARRAY<T>, ...)" : "(ARRAY<T>, ARRAY<T>)", Operands::isArray);
    }

    private static Operands sortable() {
        return Operands.of(1, 1, "(ARRAY<T>) where T has an order", types -> Operands.isSortable(types.get(0)));
    }

    private static boolean isArrayOfTexts(RelDataType type) {
        RelDataType component = type.getComponentType();
        return Operands.isArray(type) && component != null && SqlTypeUtil.isCharacter(component);
    }

    private static SqlReturnTypeInference asNullableAsFirst(SqlTypeName name) {
        return binding -> like(binding, binding.getTypeFactory().createSqlType(name), 1);
    }

    /** Returns a type that may be null if one of the first arguments may. */
    private static RelDataType like(SqlOperatorBinding binding, RelDataType type, int arguments) {
        return binding.getTypeFactory()
                .createTypeWithNullability(
                        type,
                        binding.collectOperandTypes().subList(0, arguments).stream()
                                .anyMatch(RelDataType::isNullable));
    }

    private static RelDataType required(@Nullable RelDataType part, SqlOperatorBinding call) {
        if (part == null) {
            throw new IllegalArgumentException(call.getOperator().getName() + " was given no array or map");
        }
        return part;
    }

    private static RelDataType component(SqlOperatorBinding binding) {
        return required(binding.getOperandType(0).getComponentType(), binding);
    }

    private static RelDataType array(SqlOperatorBinding binding, RelDataType component) {
        return like(binding, binding.getTypeFactory().createArrayType(component, -1), 1);
    }

    /** An array has nulls if what is added may be null. */
    private static RelDataType longer(SqlOperatorBinding binding) {
        RelDataType component = component(binding);
        boolean hasNulls = component.isNullable() || binding.getOperandType(1).isNullable();
        return array(binding, binding.getTypeFactory().createTypeWithNullability(component, hasNulls));
    }

    private static RelDataType element(SqlOperatorBinding binding) {
        return binding.getTypeFactory().createTypeWithNullability(component(binding), true);
    }

    private static SqlReturnTypeInference arrayOfTexts() {
        return binding -> arrayOfTexts(binding.getTypeFactory());
    }

    /** Returns the type of arrays of texts, of which each may be null. */
    static RelDataType arrayOfTexts(RelDataTypeFactory types) {
        return types.createArrayType(text(types), -1);
    }

    private static RelDataType text(RelDataTypeFactory types) {
        return types.createTypeWithNullability(types.createSqlType(SqlTypeName.VARCHAR), true);
    }

    private static RelDataType keys(SqlOperatorBinding binding) {
        return array(binding, required(binding.getOperandType(0).getKeyType(), binding));
    }

    private static RelDataType values(SqlOperatorBinding binding) {
        return array(binding, required(binding.getOperandType(0).getValueType(), binding));
    }

    private static RelDataType entries(SqlOperatorBinding binding) {
        RelDataType map = binding.getOperandType(0);
        List<RelDataType> types = List.of(required(map.getKeyType(), binding), required(map.getValueType(), binding));
        return array(binding, binding.getTypeFactory().createStructType(types, List.of("key", "value")));
    }

    private static RelDataType map(SqlOperatorBinding binding) {
        RelDataType values = required(binding.getOperandType(1).getComponentType(), binding);
        return like(binding, binding.getTypeFactory().createMapType(component(binding), values), 2);
    }

    private static RelDataType mapOfTexts(SqlOperatorBinding binding) {
        RelDataTypeFactory types = binding.getTypeFactory();
        return like(binding, types.createMapType(text(types), text(types)), binding.getOperandCount());
    }
}
