/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/** Casts of arrays, maps, multisets and rows: to others, element by element, and to texts. */
final class NestedCasts {

    private NestedCasts() {}

    static boolean isNested(RelDataType type) {
        return type.isStruct() || type.getComponentType() != null || type.getKeyType() != null;
    }

    /** How an element of one type becomes one of another. */
    interface ElementCast {
        Value cast(Value element, RelDataType type);
    }

    /** Adds the lines that make another array, map or row, and returns its code. */
    static String convert(Body body, String code, RelDataType from, RelDataType to, ElementCast cast) {
        if (from.isStruct() && to.isStruct() && from.getFieldCount() == to.getFieldCount()) {
            List<RelDataType> target = types(to);
            List<NestedLoops.Each> each = new ArrayList<>();
            target.forEach(type -> each.add(element -> boxed(body, element, type, cast)));
            return "Elements.list(" + NestedLoops.fields(body, code, types(from), each) + ")";
        } else if (from.getSqlTypeName() != to.getSqlTypeName() || from.isStruct()) {
            throw UnsupportedExpressionException.types(
                    "CAST", TypeNames.description(from) + " to " + TypeNames.description(to));
        } else if (from.getSqlTypeName() == SqlTypeName.ARRAY) {
            RelDataType component = component(to);
            return "Elements.list("
                    + NestedLoops.elements(
                            body, code, component(from), element -> boxed(body, element, component, cast))
                    + ")";
        }
        RelDataType keyType = keyType(to);
        RelDataType valueType = valueType(body, to);
        return "Elements.map("
                + NestedLoops.entries(
                        body,
                        code,
                        keyType(from),
                        valueType(body, from),
                        key -> boxed(body, key, keyType, cast),
                        value -> boxed(body, value, valueType, cast))
                + ")";
    }

    private static String boxed(Body body, Value element, RelDataType type, ElementCast cast) {
        return NestedLoops.boxed(body.stored(cast.cast(element, type)));
    }

    private static List<RelDataType> types(RelDataType row) {
        return row.getFieldList().stream().map(RelDataTypeField::getType).toList();
    }

    private static RelDataType component(RelDataType type) {
        RelDataType component = type.getComponentType();
        if (component == null) {
            throw new IllegalArgumentException(type + " has no elements.");
        }
        return component;
    }

    private static RelDataType keyType(RelDataType type) {
        RelDataType key = type.getKeyType();
        return key == null ? component(type) : key;
    }

    /** Returns the type of a map's values, or of how often a multiset has an element. */
    private static RelDataType valueType(Body body, RelDataType type) {
        RelDataType value = type.getValueType();
        return value == null ? body.source().rexBuilder().getTypeFactory().createSqlType(SqlTypeName.INTEGER) : value;
    }

    /** Adds the lines that write an array as {@code [1, NULL]}, a map as {@code {a=1}} and a row as {@code (1, a)}, and returns the code of the text. */
    static String text(Body body, String code, RelDataType type) {
        NestedLoops.Each each = element -> elementText(body, element);
        if (type.isStruct()) {
            List<NestedLoops.Each> eachField =
                    types(type).stream().map(any -> each).toList();
            return "Elements.rowText(" + NestedLoops.fields(body, code, types(type), eachField) + ")";
        } else if (type.getSqlTypeName() == SqlTypeName.ARRAY) {
            return "Elements.arrayText(" + NestedLoops.elements(body, code, component(type), each) + ")";
        }
        return "Elements.mapText(" + NestedLoops.entries(body, code, keyType(type), valueType(body, type), each, each)
                + ")";
    }

    private static String elementText(Body body, Value element) {
        return isNested(element.type()) ? text(body, element.code(), element.type()) : Casts.text(element);
    }

    /** Returns whether values of two types lie in columns in the same way, so that none needs to be cast where it fits. */
    static boolean isSameLayout(RelDataType from, RelDataType to) {
        if (from.isStruct() && to.isStruct()) {
            List<RelDataType> source = types(from);
            List<RelDataType> target = types(to);
            boolean isSame = source.size() == target.size();
            for (int field = 0; isSame && field < source.size(); field++) {
                isSame = isSameLayout(source.get(field), target.get(field));
            }
            return isSame;
        } else if (from.getSqlTypeName() != to.getSqlTypeName()) {
            return JavaTypes.of(from) == String.class && JavaTypes.of(to) == String.class;
        } else if (from.getKeyType() != null && to.getKeyType() != null) {
            return isSameLayout(keyType(from), keyType(to)) && isSameMapValue(from, to);
        } else if (from.getComponentType() != null && to.getComponentType() != null) {
            return isSameLayout(component(from), component(to));
        }
        return JavaTypes.of(from) == String.class || Casts.isSame(from, to);
    }

    private static boolean isSameMapValue(RelDataType from, RelDataType to) {
        RelDataType source = from.getValueType();
        RelDataType target = to.getValueType();
        return source != null && target != null && isSameLayout(source, target);
    }
}
