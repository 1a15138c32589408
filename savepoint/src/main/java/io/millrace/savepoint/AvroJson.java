/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Values of snapshots as JSON for people: unions without their branches, times and decimals as text, bytes in Base64.
 * The reverse is not possible; to take values elsewhere as they are, export Avro.
 */
final class AvroJson {
    /** The schema property with the name of the Java class that was written. */
    static final String JAVA_CLASS = "java-class";

    /** The property of a field with the name of the column that it is, where that is no name for Avro. */
    private static final String COLUMN = "column";

    private static final String BOXED = "boxed";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AvroJson() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static JsonNode toJson(Schema schema, @Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> toJson(schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
            case RECORD -> ofRecord(schema, (GenericRecord) value);
            case ARRAY -> ofArray(schema, (Collection<?>) value);
            case MAP -> ofMap(schema, (Map<?, ?>) value);
            case BYTES -> ofBytes(schema, (ByteBuffer) value);
            case FIXED -> ofFixed(schema, ((GenericFixed) value).bytes());
            case LONG -> ofLong(schema, (Long) value);
            case INT -> ofInt(schema, (Integer) value);
            case DOUBLE -> NODES.numberNode((Double) value);
            case FLOAT -> NODES.numberNode((Float) value);
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case STRING, ENUM -> NODES.textNode(value.toString());
            case NULL -> NODES.nullNode();
        };
    }

    private static JsonNode ofRecord(Schema schema, GenericRecord value) {
        String type = String.valueOf(schema.getProp(JAVA_CLASS));
        if (type.equals(Instant.class.getName())) {
            return NODES.textNode(Instant.ofEpochSecond((Long) value.get(0), (Integer) value.get(1))
                    .toString());
        } else if (type.equals(Duration.class.getName())) {
            return NODES.textNode(Duration.ofSeconds((Long) value.get(0), (Integer) value.get(1))
                    .toString());
        } else if (type.equals(LocalDateTime.class.getName())) {
            return NODES.textNode(
                    LocalDateTime.ofEpochSecond((Long) value.get(0), (Integer) value.get(1), ZoneOffset.UTC)
                            .toString());
        } else if (Boolean.TRUE.equals(schema.getObjectProp(BOXED))) {
            return toJson(schema.getFields().get(0).schema(), value.get(0));
        }
        ObjectNode json = NODES.objectNode();
        for (Schema.Field field : schema.getFields()) {
            String column = field.getProp(COLUMN);
            json.set(column == null ? field.name() : column, toJson(field.schema(), value.get(field.pos())));
        }
        return json;
    }

    private static JsonNode ofArray(Schema schema, Collection<?> value) {
        ArrayNode json = NODES.arrayNode();
        value.forEach(element -> json.add(toJson(schema.getElementType(), element)));
        return json;
    }

    private static JsonNode ofMap(Schema schema, Map<?, ?> value) {
        ObjectNode json = NODES.objectNode();
        value.forEach((key, element) -> json.set(key.toString(), toJson(schema.getValueType(), element)));
        return json;
    }

    private static JsonNode ofBytes(Schema schema, ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        String type = String.valueOf(schema.getProp(JAVA_CLASS));
        if (type.equals(BigInteger.class.getName())) {
            return NODES.numberNode(new BigInteger(bytes));
        } else if (type.equals(BigDecimal.class.getName())) {
            return NODES.textNode(decimal(bytes).toPlainString());
        }
        return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
    }

    /** Avro's big-decimal: the bytes of the unscaled value, then the scale. */
    private static BigDecimal decimal(byte[] bytes) {
        try {
            BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
            ByteBuffer unscaled = in.readBytes(null);
            byte[] digits = new byte[unscaled.remaining()];
            unscaled.get(digits);
            return new BigDecimal(new BigInteger(digits), in.readInt());
        } catch (IOException malformed) {
            throw new IllegalArgumentException("A decimal of the snapshot cannot be read", malformed);
        }
    }

    private static JsonNode ofFixed(Schema schema, byte[] value) {
        if (UUID.class.getName().equals(schema.getProp(JAVA_CLASS))) {
            ByteBuffer halves = ByteBuffer.wrap(value);
            return NODES.textNode(new UUID(halves.getLong(), halves.getLong()).toString());
        }
        return NODES.textNode(Base64.getEncoder().encodeToString(value));
    }

    private static JsonNode ofLong(Schema schema, long value) {
        return LocalTime.class.getName().equals(schema.getProp(JAVA_CLASS))
                ? NODES.textNode(LocalTime.ofNanoOfDay(value).toString())
                : NODES.numberNode(value);
    }

    private static JsonNode ofInt(Schema schema, int value) {
        String type = String.valueOf(schema.getProp(JAVA_CLASS));
        if (type.equals(LocalDate.class.getName())) {
            boolean extreme = value == Integer.MAX_VALUE || value == Integer.MIN_VALUE;
            LocalDate date = extreme ? (value > 0 ? LocalDate.MAX : LocalDate.MIN) : LocalDate.ofEpochDay(value);
            return NODES.textNode(date.toString());
        } else if (type.equals("java.lang.Character")) {
            return NODES.textNode(String.valueOf((char) value));
        }
        return NODES.numberNode(value);
    }
}
