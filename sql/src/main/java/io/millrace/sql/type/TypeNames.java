/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/** Types as a person writes them and Flink prints them. */
public final class TypeNames {

    /** What stands for longer names, and names in quotes, which stay as they are. */
    private static final Pattern ABBREVIATED = Pattern.compile("`[^`]*`|STRING|BYTES|TIMESTAMP_LTZ\\((\\d)\\)");

    private TypeNames() {}

    /** Returns a type as in a CREATE TABLE statement, with {@code NOT NULL} where that is so. */
    public static String declaration(RelDataType type) {
        return bare(type) + (type.isNullable() ? "" : " NOT NULL");
    }

    /** Returns a type as DESCRIBE shows it: with what time it tells, and without whether it may be null. */
    public static String description(RelDataType type) {
        return type instanceof TimeAttributeType attribute ? bare(type) + " *" + attribute.kind() + "*" : bare(type);
    }

    /** Returns a row type as errors show it: {@code [id: BIGINT, name: STRING]}. */
    public static String schema(RelDataType row) {
        return row.getFieldList().stream()
                .map(field -> field.getName() + ": " + summary(field.getType()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Returns a type with everything that matters: {@link #description} and {@code NOT NULL}. */
    public static String summary(RelDataType type) {
        return description(type) + (type.isNullable() ? "" : " NOT NULL");
    }

    /** Returns a type as {@link #declaration}, with the lengths that {@code STRING} and {@code BYTES} stand for, as TYPEOF tells it when asked for that. */
    public static String serializable(RelDataType type) {
        return ABBREVIATED.matcher(declaration(type)).replaceAll(found -> switch (found.group()) {
            case "STRING" -> "VARCHAR(" + SqlTypeSystem.UNLIMITED + ")";
            case "BYTES" -> "VARBINARY(" + SqlTypeSystem.UNLIMITED + ")";
            default ->
                found.group(1) == null
                        ? Matcher.quoteReplacement(found.group())
                        : "TIMESTAMP(" + found.group(1) + ") WITH LOCAL TIME ZONE";
        });
    }

    private static String bare(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case VARCHAR -> sized("STRING", "VARCHAR", type);
            case VARBINARY -> sized("BYTES", "VARBINARY", type);
            case CHAR -> "CHAR(" + type.getPrecision() + ")";
            case BINARY -> "BINARY(" + type.getPrecision() + ")";
            case INTEGER -> "INT";
            case REAL -> "FLOAT";
            case DECIMAL -> "DECIMAL(" + type.getPrecision() + ", " + type.getScale() + ")";
            case TIME -> "TIME(" + type.getPrecision() + ")";
            case TIMESTAMP -> "TIMESTAMP(" + type.getPrecision() + ")";
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP_LTZ(" + type.getPrecision() + ")";
            case ARRAY -> "ARRAY<" + declaration(component(type)) + ">";
            case MULTISET -> "MULTISET<" + declaration(component(type)) + ">";
            case MAP -> map(type);
            case ROW -> row(type);
            default -> type.isStruct() ? row(type) : plain(type);
        };
    }

    private static String plain(RelDataType type) {
        if (type.getSqlTypeName().getName().startsWith("INTERVAL")) {
            return type.toString();
        }
        return type.getSqlTypeName().getName();
    }

    private static String sized(String unlimited, String name, RelDataType type) {
        return type.getPrecision() == SqlTypeSystem.UNLIMITED ? unlimited : name + "(" + type.getPrecision() + ")";
    }

    private static RelDataType component(RelDataType type) {
        RelDataType component = type.getComponentType();
        return component == null ? type : component;
    }

    private static String map(RelDataType type) {
        RelDataType key = type.getKeyType();
        RelDataType value = type.getValueType();
        return key == null || value == null ? "MAP" : "MAP<" + declaration(key) + ", " + declaration(value) + ">";
    }

    private static String row(RelDataType type) {
        return type.getFieldList().stream().map(TypeNames::field).collect(Collectors.joining(", ", "ROW<", ">"));
    }

    private static String field(RelDataTypeField field) {
        return "`" + field.getName().replace("`", "``") + "` " + declaration(field.getType());
    }
}
