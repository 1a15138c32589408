/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import org.apache.avro.Schema;

/** The Java types that schemas name. */
final class SchemaTypes {
    private SchemaTypes() {}

    static JavaType typeOf(Schema schema, ClassLoader loader) {
        String name = schema.getProp(TypeCodec.JAVA_CLASS);
        if (name != null) {
            return load(name, loader);
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
