/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Values as the maps, lists, texts, numbers, booleans and bytes that JSON is written of. */
final class JsonTrees {

    private JsonTrees() {}

    /** Adds the lines that make a value such, and returns the code of an object; null where the value is. */
    static String of(Body body, Value value) {
        if (value.isAlwaysNull()) {
            return "null";
        }
        Value stored = body.stored(value);
        if (!NestedCasts.isNested(value.type())) {
            String scalar = scalar(stored);
            return stored.isNeverNull() ? scalar : "(" + stored.isNull() + " ? null : (Object) " + scalar + ")";
        }
        String tree = body.fresh("t");
        body.line("Object " + tree + " = null;");
        body.line("if (!" + stored.isNull() + ") {");
        body.line(tree + " = " + nested(body, stored.code(), stored.type()) + ";");
        body.line("}");
        return tree;
    }

    private static String scalar(Value value) {
        return switch (value.type().getSqlTypeName()) {
            case CHAR, VARCHAR, DECIMAL, BINARY, VARBINARY -> value.code();
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, REAL, DOUBLE ->
                JavaTypes.boxed(value.code(), value.javaType());
            case TIMESTAMP -> "JsonTexts.ofTimestamp(" + Temporals.dateTime(value.code(), value.type()) + ")";
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                "JsonTexts.ofTimestamp(" + Temporals.instant(value.code(), value.type()) + ")";
            default -> throw UnsupportedExpressionException.types("JSON", TypeNames.description(value.type()));
        };
    }

    private static String nested(Body body, String code, RelDataType type) {
        NestedLoops.Each each = element -> of(body, element);
        if (type.isStruct()) {
            return row(body, code, type, each);
        }
        RelDataType component = type.getComponentType();
        if (type.getSqlTypeName() == SqlTypeName.ARRAY && component != null) {
            return "Elements.list(" + NestedLoops.elements(body, code, component, each) + ")";
        }
        RelDataType key = type.getKeyType() == null ? component : type.getKeyType();
        RelDataType value = type.getValueType() == null ? counts(body) : type.getValueType();
        return "JsonTexts.fields(" + NestedLoops.entries(body, code, text(key, type), value, each, each) + ")";
    }

    private static String row(Body body, String code, RelDataType type, NestedLoops.Each each) {
        List<RelDataType> types =
                type.getFieldList().stream().map(RelDataTypeField::getType).toList();
        List<NestedLoops.Each> eachField = types.stream().map(any -> each).toList();
        String values = NestedLoops.fields(body, code, types, eachField);
        List<String> keysAndValues = new ArrayList<>();
        for (RelDataTypeField field : type.getFieldList()) {
            keysAndValues.add(JavaTypes.literal(field.getName()));
            keysAndValues.add(values + "[" + field.getIndex() + "]");
        }
        return "JsonTexts.fields(new Object[] {" + String.join(", ", keysAndValues) + "})";
    }

    private static RelDataType counts(Body body) {
        return body.source().rexBuilder().getTypeFactory().createSqlType(SqlTypeName.INTEGER);
    }

    private static RelDataType text(@Nullable RelDataType key, RelDataType type) {
        if (key == null || !SqlTypeUtil.isCharacter(key)) {
            throw UnsupportedExpressionException.types(
                    "JSON", TypeNames.description(type) + ": keys of its objects are texts");
        }
        return key;
    }
}
