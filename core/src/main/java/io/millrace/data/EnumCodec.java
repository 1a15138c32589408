/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** An enum, as an Avro enum: constants are told apart by name, whatever their order. */
final class EnumCodec extends TypeCodec {
    private final Enum<?>[] constants;

    EnumCodec(JavaType type) {
        super(type);
        constants = (Enum<?>[]) type.raw().getEnumConstants();
    }

    @Override
    Schema define(Map<String, Schema> names) {
        Schema known = names.get(schemaName());
        if (known != null) {
            return known;
        }
        List<String> symbols = new ArrayList<>();
        for (Enum<?> constant : constants) {
            symbols.add(AvroNames.identifier(constant.name()));
        }
        Schema schema = mark(Schema.createEnum(schemaName(), null, null, symbols));
        names.put(schemaName(), schema);
        return schema;
    }

    @Override
    boolean isShallowlyImmutable() {
        return true;
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
        out.writeEnum(((Enum<?>) value).ordinal());
    }

    @Override
    public Object read(Decoder in) throws IOException {
        return constants[in.readEnum()];
    }

    @Override
    public Object copy(Object value) {
        return value;
    }

    @Override
    public int stableHash(Object value) {
        return ((Enum<?>) value).name().hashCode();
    }
}
