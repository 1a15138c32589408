/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The Java types that schemas name. */
final class SchemaTypes {
    private SchemaTypes() {}

    static JavaType typeOf(Schema schema, ClassLoader loader) {
        String name = schema.getProp(TypeCodec.JAVA_CLASS);
        if (name != null) {
            return withColumns(load(name, loader), schema, loader);
        }
        return switch (schema.getType()) {
            case BOOLEAN -> JavaType.of(Boolean.class);
            case INT -> JavaType.of(Integer.class);
            case LONG -> JavaType.of(Long.class);
            case FLOAT -> JavaType.of(Float.class);
            case DOUBLE -> JavaType.of(Double.class);
            case STRING -> JavaType.of(String.class);
            case BYTES -> JavaType.of(byte[].class);
            case RECORD, ENUM -> load(schema.getFullName(), loader);
            default ->
                throw new UnsupportedTypeException(
                        "Cannot tell the Java type of the Avro schema " + schema + ": it has no property "
                                + TypeCodec.JAVA_CLASS + ". Read it with a codec of the type expected.");
        };
    }

    /** Adds what names of types do not say: the columns of the rows in them. */
    private static JavaType withColumns(JavaType named, Schema schema, ClassLoader loader) {
        return switch (schema.getType()) {
            case RECORD -> {
                if (Boolean.TRUE.equals(schema.getObjectProp(TypeCodec.BOXED))) {
                    yield withColumns(named, schema.getFields().get(0).schema(), loader);
                }
                yield named.raw() == RowData.class || named.raw() == List.class
                        ? row(named.raw(), schema, loader)
                        : named;
            }
            case ARRAY -> withElements(named, schema.getElementType(), loader);
            case MAP ->
                withArguments(named, List.of(named.argument(0), part(named.argument(1), schema.getValueType(), loader)));
            default -> named;
        };
    }

    private static JavaType row(Class<?> raw, Schema schema, ClassLoader loader) {
        List<String> names = new ArrayList<>();
        List<JavaType> types = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            String name = field.getProp(RowCodec.COLUMN);
            names.add(name == null ? field.name() : name);
            boolean learned = Boolean.TRUE.equals(field.getObjectProp(RowCodec.LEARNED));
            types.add(learned ? JavaType.of(Object.class) : typeOf(content(field.schema()), loader));
        }
        return new JavaType(raw, List.copyOf(types), List.copyOf(names));
    }

    private static JavaType withElements(JavaType named, Schema element, ClassLoader loader) {
        if (Map.class.isAssignableFrom(named.raw())) {
            Schema key = element.getField("key").schema();
            Schema value = element.getField("value").schema();
            return withArguments(
                    named, List.of(part(named.argument(0), key, loader), part(named.argument(1), value, loader)));
        }
        return withArguments(named, List.of(part(named.argument(0), element, loader)));
    }

    private static JavaType withArguments(JavaType named, List<JavaType> arguments) {
        return named.arguments().size() == arguments.size() ? new JavaType(named.raw(), arguments) : named;
    }

    private static JavaType part(JavaType named, Schema schema, ClassLoader loader) {
        return named.raw() == Object.class ? named : withColumns(named, content(schema), loader);
    }

    /** What a schema is beside null. */
    private static Schema content(Schema schema) {
        boolean nullable = schema.isUnion()
                && schema.getTypes().size() == 2
                && schema.getTypes().get(0).getType() == Schema.Type.NULL;
        return nullable ? schema.getTypes().get(1) : schema;
    }

    private static JavaType load(String name, ClassLoader loader) {
        try {
            return JavaType.parse(name, loader);
        } catch (ClassNotFoundException missing) {
            throw new UnsupportedTypeException(
                    "Cannot find the class " + missing.getMessage() + " that stored data names as " + name
                            + ". Put it on the class path, under the name it had when the data was written.",
                    missing);
        }
    }
}
