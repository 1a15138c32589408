/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Avro types in short, as in {@code map<string, Delay>}. */
final class TypeText {
    private TypeText() {}

    static String of(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> ofUnion(schema.getTypes());
            case ARRAY -> "list<" + of(schema.getElementType()) + ">";
            case MAP -> "map<string, " + of(schema.getValueType()) + ">";
            case RECORD, ENUM, FIXED -> schema.getName();
            case LONG, INT, STRING, BYTES, FLOAT, DOUBLE, BOOLEAN, NULL ->
                javaClassOr(schema, schema.getType().getName());
        };
    }

    private static String ofUnion(List<Schema> types) {
        return types.stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .map(TypeText::of)
                .collect(Collectors.joining(" | "));
    }

    private static String javaClassOr(Schema schema, String name) {
        String type = schema.getProp(AvroJson.JAVA_CLASS);
        return type == null ? name : type.substring(type.lastIndexOf('.') + 1);
    }
}
