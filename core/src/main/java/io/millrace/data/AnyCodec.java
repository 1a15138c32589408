/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * A value of a declared type that says nothing ({@code Object}, a raw type's variable): each value carries its own
 * schema. Right but large; an {@link ObservedCodec} shares one schema among all values.
 */
final class AnyCodec extends TypeCodec {
    private static final PerClass<Codec<Object>> BY_CLASS = new PerClass<>() {
        @Override
        protected Codec<Object> compute(Class<?> concrete) {
            return Codecs.any(standIn(concrete));
        }
    };

    private final ClassLoader loader;

    AnyCodec(ClassLoader loader) {
        super(JavaType.of(Object.class));
        this.loader = loader;
    }

    /** The codec that copies and hashes a value of unknown type. */
    static Codec<Object> codecFor(Object value) {
        return BY_CLASS.get(value.getClass());
    }

    /** The type that stands for an object's class where nothing is declared. */
    static Class<?> standIn(Class<?> concrete) {
        Class<?> parent = concrete.getSuperclass();
        if (parent != null && parent.isEnum()) {
            return parent; // a constant with a body
        }
        if (java.time.ZoneId.class.isAssignableFrom(concrete) && concrete != java.time.ZoneOffset.class) {
            return java.time.ZoneId.class;
        }
        return Containers.standIn(concrete);
    }

    @Override
    Schema define(Map<String, Schema> names) {
        Schema value = names.computeIfAbsent(
                "io.millrace.data.Any",
                name -> mark(Schema.createRecord(
                        name,
                        null,
                        null,
                        false,
                        List.of(
                                new Schema.Field("schema", Schema.create(Schema.Type.STRING)),
                                new Schema.Field("value", Schema.create(Schema.Type.BYTES))))));
        return Schema.createUnion(Schema.create(Schema.Type.NULL), value);
    }

    @Override
    boolean acceptsNull() {
        return true;
    }

    @Override
    boolean isShallowlyImmutable() {
        return false;
    }

    @Override
    boolean isShallowlyCanonical() {
        return false;
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        if (value == null) {
            out.writeIndex(0);
            out.writeNull();
            return;
        }
        ObservedCodec codec = new ObservedCodec();
        codec.observe(value);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        BinaryEncoder inner = EncoderFactory.get().directBinaryEncoder(content, null);
        codec.write(value, inner);
        out.writeIndex(1);
        out.writeString(SchemaTexts.print(codec.schema()));
        out.writeBytes(content.toByteArray());
    }

    @Override
    @SuppressWarnings("NullAway") // null is read where null was written
    public Object read(Decoder in) throws IOException {
        if (in.readIndex() == 0) {
            in.readNull();
            return null;
        }
        Schema written = SchemaTexts.parse(in.readString());
        Codec<Object> codec = Codecs.forSchema(written, loader);
        byte[] content = ScalarCodecs.bytes(in);
        Decoder row = DecoderFactory.get().binaryDecoder(content, null);
        return codec.read(SchemaResolution.of(written, codec.schema()).resolve(row));
    }

    @Override
    public Object copy(Object value) {
        return codecFor(value).copy(value);
    }

    @Override
    public int stableHash(Object value) {
        return codecFor(value).stableHash(value);
    }
}
