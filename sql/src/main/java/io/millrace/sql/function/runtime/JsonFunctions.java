/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON_EXISTS, JSON_VALUE and JSON_QUERY. What to do where nothing is found, or something goes wrong, is told by the words of SQL for it. */
public final class JsonFunctions {

    private static final String ERROR = "ERROR";
    private static final String DEFAULT = "DEFAULT";

    private JsonFunctions() {}

    /**
     * JSON_EXISTS.
     *
     * @param onError TRUE, FALSE, UNKNOWN or ERROR
     */
    public static @Nullable Boolean exists(String json, String path, String onError) {
        JsonPaths.Found found = JsonPaths.read(json, path);
        if (found.failure() == null) {
            return found.value() != null;
        }
        return switch (onError) {
            case "TRUE" -> true;
            case "FALSE" -> false;
            case ERROR -> throw failure("JSON_EXISTS", found.failure());
            default -> null;
        };
    }

    private static IllegalArgumentException failure(String function, @Nullable String reason) {
        return new IllegalArgumentException(
                function + ": " + reason + ". Another behavior ON ERROR or ON EMPTY would" + " give a value instead.");
    }

    private static boolean isScalar(Object value) {
        return !(value instanceof Map) && !(value instanceof Collection);
    }

    /**
     * JSON_VALUE.
     *
     * @param type STRING, BOOLEAN, INTEGER or DOUBLE, as an object of whose class the result comes
     * @param onEmpty NULL, ERROR or DEFAULT, and {@code onError} as well
     */
    public static @Nullable Object value(
            String json,
            String path,
            String type,
            String onEmpty,
            @Nullable Object defaultOnEmpty,
            String onError,
            @Nullable Object defaultOnError) {
        JsonPaths.Found found = JsonPaths.read(json, path);
        Object value = found.value();
        String failure = found.failure();
        if (failure == null && (value == null || (found.isLax() && !isScalar(value)))) {
            return instead(onEmpty, "no scalar is at '" + path + "'", defaultOnEmpty);
        } else if (failure == null && !isScalar(value)) {
            failure = "an object or an array is at '" + path + "'";
        }
        Object typed = failure == null ? typed(value, type) : null;
        if (typed != null) {
            return typed;
        }
        String reason = failure == null ? value + ", which is no " + type + ", is at '" + path + "'" : failure;
        return instead(onError, reason, defaultOnError);
    }

    private static @Nullable Object instead(String behavior, String reason, @Nullable Object otherwise) {
        if (behavior.equals(ERROR)) {
            throw failure("JSON_VALUE", reason);
        }
        return behavior.equals(DEFAULT) ? otherwise : null;
    }

    /** Returns a scalar as an object of a type's class; null where it is not exactly of that type. */
    private static @Nullable Object typed(@Nullable Object value, String type) {
        return switch (type) {
            case "BOOLEAN" -> value instanceof Boolean ? value : null;
            case "INTEGER" -> value instanceof Integer ? value : null;
            case "DOUBLE" -> value instanceof Number number ? (Object) number.doubleValue() : null;
            default -> String.valueOf(value);
        };
    }

    /**
     * JSON_QUERY of a text.
     *
     * @param wrapper WITHOUT_ARRAY, WITH_CONDITIONAL_ARRAY or WITH_UNCONDITIONAL_ARRAY
     * @param onEmpty NULL, ERROR, EMPTY_ARRAY or EMPTY_OBJECT, and {@code onError} as well
     */
    public static @Nullable String query(String json, String path, String wrapper, String onEmpty, String onError) {
        Object found = found(json, path, wrapper, onEmpty, onError);
        return found == null ? null : JsonTexts.write(found);
    }

    /** JSON_QUERY of an array of texts: JSON of its elements, but for scalars, which are as they are. */
    public static @Nullable List<@Nullable Object> array(
            String json, String path, String wrapper, String onEmpty, String onError) {
        Object found = found(json, path, wrapper, onEmpty, onError);
        if (!(found instanceof Collection<?> elements)) {
            if (found != null && onError.equals(ERROR)) {
                throw failure("JSON_QUERY", "no array is at '" + path + "'");
            }
            return null;
        }
        List<@Nullable Object> texts = new ArrayList<>();
        for (Object element : elements) {
            texts.add(element == null ? null : isScalar(element) ? String.valueOf(element) : JsonTexts.write(element));
        }
        return Collections.unmodifiableList(texts);
    }

    private static @Nullable Object found(String json, String path, String wrapper, String onEmpty, String onError) {
        JsonPaths.Found found = JsonPaths.read(json, path);
        if (found.failure() != null) {
            return instead(onError, found.failure());
        }
        Object value = wrapped(found.value(), wrapper);
        if (value == null || (found.isLax() && isScalar(value))) {
            return instead(onEmpty, "no object or array is at '" + path + "'");
        }
        return isScalar(value) ? instead(onError, "the scalar " + value + " is at '" + path + "'") : value;
    }

    private static @Nullable Object wrapped(@Nullable Object value, String wrapper) {
        boolean isWrapped = value != null
                && (wrapper.contains("UNCONDITIONAL")
                        || (wrapper.contains("CONDITIONAL") && !(value instanceof Collection)));
        return isWrapped ? Collections.singletonList(value) : value;
    }

    private static @Nullable Object instead(String behavior, String reason) {
        return switch (behavior) {
            case ERROR -> throw failure("JSON_QUERY", reason);
            case "EMPTY_ARRAY" -> List.of();
            case "EMPTY_OBJECT" -> Map.of();
            default -> null;
        };
    }
}
