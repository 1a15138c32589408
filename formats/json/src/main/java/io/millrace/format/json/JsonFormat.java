/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.connector.TextFormat;

/**
 * JSON lines, one object a line, to and from Java records (or beans). Dates and times are ISO 8601 strings. A field that the
 * type lacks is ignored, unless {@link #refuseUnknownFields}; a field that the object lacks is null, and refused where the
 * component is primitive.
 *
 * <p>A format never changes; the methods return changed copies.
 */
public final class JsonFormat<T> implements TextFormat<T> {
    private final Class<T> type;
    private final boolean refusesUnknownFields;

    private JsonFormat(Class<T> type, boolean refusesUnknownFields) {
        this.type = type;
        this.refusesUnknownFields = refusesUnknownFields;
    }

    public static <T> JsonFormat<T> of(Class<T> type) {
        return new JsonFormat<>(type, false);
    }

    /** An object with a field that the type lacks is malformed. */
    public JsonFormat<T> refuseUnknownFields() {
        return new JsonFormat<>(type, true);
    }

    @Override
    public String fileSuffix() {
        return ".jsonl";
    }

    @Override
    public RecordDecoder<T> createDecoder() {
        return new JsonDecoder<>(mapper().readerFor(type));
    }

    @Override
    public RecordEncoder<T> createEncoder() {
        return new JsonEncoder<>(mapper().writerFor(type));
    }

    private JsonMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, refusesUnknownFields)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }
}
