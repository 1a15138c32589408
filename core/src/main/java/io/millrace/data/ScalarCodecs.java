/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** The codecs of strings, boxed primitives, numbers, UUIDs and {@code java.time}. */
final class ScalarCodecs {
    private static final Map<Class<?>, TypeCodec> CODECS = new LinkedHashMap<>();

    static {
        add(new ScalarCodec<>(
                String.class,
                () -> Schema.create(Schema.Type.STRING),
                (value, out) -> out.writeString(value),
                Decoder::readString,
                String::hashCode));
        addNumbers();
        addBigNumbers();
        TimeCodecs.all().forEach(ScalarCodecs::add);
        addOptionals();
    }

    private ScalarCodecs() {}

    /** The codec of a scalar type, a primitive type included; null for any other type. */
    static @Nullable TypeCodec find(Class<?> type) {
        return CODECS.get(type);
    }

    private static void addNumbers() {
        add(
                boolean.class,
                number(Boolean.class, Schema.Type.BOOLEAN, (v, out) -> out.writeBoolean(v), Decoder::readBoolean));
        add(byte.class, number(Byte.class, Schema.Type.INT, (v, out) -> out.writeInt(v), in -> (byte) in.readInt()));
        add(short.class, number(Short.class, Schema.Type.INT, (v, out) -> out.writeInt(v), in -> (short) in.readInt()));
        add(char.class, number(Character.class, Schema.Type.INT, (v, out) -> out.writeInt(v), in ->
                (char) in.readInt()));
        add(int.class, number(Integer.class, Schema.Type.INT, (v, out) -> out.writeInt(v), Decoder::readInt));
        add(long.class, number(Long.class, Schema.Type.LONG, (v, out) -> out.writeLong(v), Decoder::readLong));
        add(float.class, number(Float.class, Schema.Type.FLOAT, (v, out) -> out.writeFloat(v), Decoder::readFloat));
        add(
                double.class,
                number(Double.class, Schema.Type.DOUBLE, (v, out) -> out.writeDouble(v), Decoder::readDouble));
    }

    /** The hash codes of the boxed types are laid down by their documentation. */
    private static <T> ScalarCodec<T> number(
            Class<T> type, Schema.Type layout, ScalarCodec.Writer<T> writer, ScalarCodec.Reader<T> reader) {
        boolean natural = layout != Schema.Type.INT || type == Integer.class;
        return new ScalarCodec<>(
                type,
                () -> natural ? Schema.create(layout) : marked(Schema.create(layout), type),
                writer,
                reader,
                Object::hashCode);
    }

    private static void addBigNumbers() {
        add(new ScalarCodec<>(
                BigInteger.class,
                () -> marked(Schema.create(Schema.Type.BYTES), BigInteger.class),
                (value, out) -> out.writeBytes(value.toByteArray()),
                in -> new BigInteger(bytes(in)),
                value -> Arrays.hashCode(value.toByteArray())));
        add(new ScalarCodec<>(
                BigDecimal.class,
                () -> marked(LogicalTypes.bigDecimal().addToSchema(Schema.create(Schema.Type.BYTES)), BigDecimal.class),
                ScalarCodecs::writeBigDecimal,
                ScalarCodecs::readBigDecimal,
                value -> 31 * Arrays.hashCode(value.unscaledValue().toByteArray()) + value.scale()));
        add(new ScalarCodec<>(
                UUID.class,
                () -> marked(
                        LogicalTypes.uuid().addToSchema(Schema.createFixed("java.util.UUID", null, null, 16)),
                        UUID.class),
                (value, out) -> out.writeFixed(ByteBuffer.allocate(16)
                        .putLong(value.getMostSignificantBits())
                        .putLong(value.getLeastSignificantBits())
                        .array()),
                ScalarCodecs::readUuid,
                value -> Long.hashCode(value.getMostSignificantBits() ^ value.getLeastSignificantBits())));
    }

    /** Optional primitives are arrays of at most one element: that needs no name and no null. */
    private static void addOptionals() {
        add(optional(
                OptionalInt.class,
                Schema.Type.INT,
                (value, out) -> out.writeInt(value.getAsInt()),
                in -> OptionalInt.of(in.readInt()),
                OptionalInt.empty()));
        add(optional(
                OptionalLong.class,
                Schema.Type.LONG,
                (value, out) -> out.writeLong(value.getAsLong()),
                in -> OptionalLong.of(in.readLong()),
                OptionalLong.empty()));
        add(optional(
                OptionalDouble.class,
                Schema.Type.DOUBLE,
                (value, out) -> out.writeDouble(value.getAsDouble()),
                in -> OptionalDouble.of(in.readDouble()),
                OptionalDouble.empty()));
    }

    private static <T> ScalarCodec<T> optional(
            Class<T> type, Schema.Type layout, ScalarCodec.Writer<T> writer, ScalarCodec.Reader<T> reader, T empty) {
        return new ScalarCodec<>(
                type,
                () -> marked(Schema.createArray(Schema.create(layout)), type),
                (value, out) -> {
                    out.writeArrayStart();
                    out.setItemCount(value.equals(empty) ? 0 : 1);
                    if (!value.equals(empty)) {
                        out.startItem();
                        writer.write(value, out);
                    }
                    out.writeArrayEnd();
                },
                in -> readOptional(in, reader, empty),
                Object::hashCode); // laid down by their documentation: that of the boxed value, or 0
    }

    private static <T> T readOptional(Decoder in, ScalarCodec.Reader<T> reader, T empty) throws IOException {
        T value = empty;
        for (long count = in.readArrayStart(); count > 0; count = in.arrayNext()) {
            value = reader.read(in);
        }
        return value;
    }

    /** As Avro's own big-decimal conversion writes it. */
    private static void writeBigDecimal(BigDecimal value, Encoder out) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        BinaryEncoder inner = EncoderFactory.get().directBinaryEncoder(content, null);
        inner.writeBytes(value.unscaledValue().toByteArray());
        inner.writeInt(value.scale());
        out.writeBytes(content.toByteArray());
    }

    private static BigDecimal readBigDecimal(Decoder in) throws IOException {
        BinaryDecoder inner = DecoderFactory.get().binaryDecoder(bytes(in), null);
        BigInteger unscaled = new BigInteger(bytes(inner));
        return new BigDecimal(unscaled, inner.readInt());
    }

    private static UUID readUuid(Decoder in) throws IOException {
        byte[] content = new byte[16];
        in.readFixed(content);
        ByteBuffer halves = ByteBuffer.wrap(content);
        return new UUID(halves.getLong(), halves.getLong());
    }

    static byte[] bytes(Decoder in) throws IOException {
        ByteBuffer buffer = in.readBytes(null);
        byte[] content = new byte[buffer.remaining()];
        buffer.get(content);
        return content;
    }

    static Schema marked(Schema schema, Class<?> type) {
        schema.addProp(TypeCodec.JAVA_CLASS, type.getName());
        return schema;
    }

    private static void add(Class<?> primitive, TypeCodec codec) {
        add(codec);
        CODECS.put(primitive, codec);
    }

    private static void add(TypeCodec codec) {
        CODECS.put(codec.type().raw(), codec);
    }
}
