/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.type.TypeNames;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * A type as far as files need it. Unlike Calcite's types it travels with a job.
 *
 * @param precision the digits after the point of a second, or those of a decimal
 * @param text as a person writes it
 * @param names of the fields of a row; else empty
 * @param children the types of the fields of a row, or of the elements of an array, or of key and value of a map
 */
record FieldType(
        Kind kind,
        ColumnLayout layout,
        boolean nullable,
        int precision,
        int scale,
        String text,
        List<String> names,
        List<FieldType> children)
        implements Serializable {

    enum Kind {
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INT,
        BIGINT,
        FLOAT,
        DOUBLE,
        DECIMAL,
        STRING,
        BYTES,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_LTZ,
        ARRAY,
        MAP,
        ROW;

        boolean isNested() {
            return this == ARRAY || this == MAP || this == ROW;
        }
    }

    /** @throws IllegalArgumentException if no file holds values of this type; says which type */
    static FieldType of(RelDataType type) {
        Kind kind = kind(type);
        return new FieldType(
                kind,
                ColumnLayout.of(type),
                type.isNullable(),
                type.getPrecision(),
                type.getScale(),
                TypeNames.description(type),
                kind == Kind.ROW ? List.copyOf(type.getFieldNames()) : List.of(),
                children(kind, type));
    }

    /** Returns the same type with null among its values. */
    FieldType withNull() {
        return new FieldType(kind, layout, true, precision, scale, text, names, children);
    }

    private static Kind kind(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case TINYINT -> Kind.TINYINT;
            case SMALLINT -> Kind.SMALLINT;
            case INTEGER -> Kind.INT;
            case BIGINT -> Kind.BIGINT;
            case FLOAT, REAL -> Kind.FLOAT;
            case DOUBLE -> Kind.DOUBLE;
            case DECIMAL -> Kind.DECIMAL;
            case CHAR, VARCHAR -> Kind.STRING;
            case BINARY, VARBINARY -> Kind.BYTES;
            case DATE -> Kind.DATE;
            case TIME -> Kind.TIME;
            case TIMESTAMP -> Kind.TIMESTAMP;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Kind.TIMESTAMP_LTZ;
            case ARRAY -> Kind.ARRAY;
            case MAP, MULTISET -> Kind.MAP;
            default -> {
                if (type.isStruct()) {
                    yield Kind.ROW;
                }
                throw new IllegalArgumentException(TypeNames.description(type));
            }
        };
    }

    private static List<FieldType> children(Kind kind, RelDataType type) {
        return switch (kind) {
            case ARRAY -> List.of(of(part(type.getComponentType())));
            case MAP -> mapChildren(type);
            case ROW ->
                type.getFieldList().stream()
                        .map(RelDataTypeField::getType)
                        .map(FieldType::of)
                        .toList();
            default -> List.of();
        };
    }

    /** A multiset is a map to how often an element is in it. */
    private static List<FieldType> mapChildren(RelDataType type) {
        FieldType key = of(part(type.getKeyType() == null ? type.getComponentType() : type.getKeyType()));
        if (key.kind != Kind.STRING) {
            throw new IllegalArgumentException(TypeNames.description(type) + ", whose keys are no strings");
        }
        RelDataType value = type.getValueType();
        return List.of(key, value == null ? count() : of(value));
    }

    private static FieldType count() {
        return new FieldType(Kind.INT, ColumnLayout.INT, false, 0, 0, "INT", List.of(), List.of());
    }

    private static RelDataType part(@Nullable RelDataType type) {
        return Objects.requireNonNull(type);
    }
}
