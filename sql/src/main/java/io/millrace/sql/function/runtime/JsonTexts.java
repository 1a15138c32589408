/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Texts of JSON: what they are, and how they are written of maps, lists, texts, numbers, booleans and bytes. Objects are written with their keys in order. */
public final class JsonTexts {

    static final ObjectMapper MAPPER = new ObjectMapper()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, true);

    private static final int ASCII = 0x80;
    private static final int UNICODE_DIGITS = 4;

    private JsonTexts() {}

    /** What a text is that is not JSON. */
    private static final Object NOT_JSON = new Object();

    private static @Nullable Object read(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException notJson) {
            return NOT_JSON;
        }
    }

    /** IS JSON VALUE. What follows a whole value is not looked at. */
    public static boolean isValue(String text) {
        return read(text) != NOT_JSON;
    }

    /** IS JSON OBJECT. */
    public static boolean isObject(String text) {
        return read(text) instanceof Map;
    }

    /** IS JSON ARRAY. */
    public static boolean isArray(String text) {
        return read(text) instanceof Collection;
    }

    /** IS JSON SCALAR. */
    public static boolean isScalar(String text) {
        Object value = read(text);
        return value != NOT_JSON && !(value instanceof Map) && !(value instanceof Collection);
    }

    /** Returns the text of a value. */
    public static String write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException cannotBe) {
            throw new IllegalArgumentException("A value has no JSON: " + value, cannotBe);
        }
    }

    /** JSON_ARRAY of values. */
    public static String array(boolean nullsAreAbsent, @Nullable Object[] values) {
        List<@Nullable Object> elements = new ArrayList<>(Arrays.asList(values));
        if (nullsAreAbsent) {
            elements.removeIf(Objects::isNull);
        }
        return write(elements);
    }

    /** JSON_OBJECT of keys and values in turn; of equal keys the last one counts. */
    public static String object(boolean nullsAreAbsent, @Nullable Object[] keysAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            Object value = keysAndValues[index + 1];
            if (value != null || !nullsAreAbsent) {
                fields.put(key(keysAndValues[index]), value);
            }
        }
        return write(fields);
    }

    private static String key(@Nullable Object key) {
        if (key == null) {
            throw new IllegalArgumentException("A key of a JSON object is not null.");
        }
        return key.toString();
    }

    /** Returns what is written as the object of keys and values in turn. */
    public static Map<String, @Nullable Object> fields(@Nullable Object[] keysAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            fields.put(key(keysAndValues[index]), keysAndValues[index + 1]);
        }
        return fields;
    }

    /** Returns what is written as a text that is JSON already. */
    public static Object raw(String json) {
        return new RawValue(json);
    }

    /** JSON: a text that is JSON, to stand as such in an object or array; null for a blank one. */
    public static @Nullable String json(String text) {
        if (text.isBlank()) {
            return null;
        }
        Object value = read(text.trim());
        if (value == NOT_JSON) {
            throw new IllegalArgumentException("JSON takes a text that is JSON, and was given '" + text + "'.");
        }
        return write(value);
    }

    /** Returns how JSON has a TIMESTAMP. */
    public static String ofTimestamp(LocalDateTime timestamp) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp);
    }

    /** Returns how JSON has a TIMESTAMP_LTZ. */
    public static String ofTimestamp(Instant timestamp) {
        return ofTimestamp(LocalDateTime.ofInstant(timestamp, ZoneOffset.UTC)) + "Z";
    }

    /** JSON_QUOTE: a text as a JSON string, in ASCII. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            String escape = escape(character);
            if (escape != null) {
                quoted.append(escape);
            } else if (character < ASCII) {
                quoted.append(character);
            } else {
                String digits = Integer.toHexString(character);
                quoted.append("\\u")
                        .append("0".repeat(UNICODE_DIGITS - digits.length()))
                        .append(digits);
            }
        }
        return quoted.append('"').toString();
    }

    private static @Nullable String escape(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '/' -> "\\/";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> null;
        };
    }

    /** JSON_UNQUOTE: the text of a JSON string; any other text as it is. */
    public static String unquote(String text) {
        boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return isQuoted && read(text) instanceof String content ? content : text;
    }
}
