/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.json.JsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads JSON by paths in the syntax of JsonPath. A path may begin with {@code lax}, for which what fails is not there, or {@code strict}, which is what is meant if nothing is said. */
final class JsonPaths {

    private static final Pattern WITH_MODE =
            Pattern.compile("\\s*(strict|lax)\\s+(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final JsonProvider JSON = new JacksonJsonProvider(JsonTexts.MAPPER);
    private static final Configuration STRICT = Configuration.builder()
            .jsonProvider(JSON)
            .mappingProvider(new JacksonMappingProvider(JsonTexts.MAPPER))
            .build();
    private static final Configuration LAX = STRICT.addOptions(Option.SUPPRESS_EXCEPTIONS);

    private JsonPaths() {}

    /**
     * What is at a path.
     *
     * @param value as maps, lists, texts, numbers and booleans; null where there is nothing, or null
     * @param failure what went wrong, else null
     */
    record Found(@Nullable Object value, @Nullable String failure, boolean isLax) {
        static Found failed(String failure) {
            return new Found(null, failure, false);
        }
    }

    static Found read(String json, String path) {
        Matcher mode = WITH_MODE.matcher(path);
        boolean hasMode = mode.matches();
        boolean isLax = hasMode && mode.group(1).toLowerCase(Locale.ROOT).equals("lax");
        String steps = hasMode ? mode.group(2) : path;
        Object document;
        try {
            document = JSON.parse(json);
        } catch (JsonPathException notJson) {
            return isLax ? new Found(null, null, true) : Found.failed("'" + json + "' is not JSON");
        }
        return read(document, steps, isLax);
    }

    private static Found read(@Nullable Object document, String path, boolean isLax) {
        try {
            Object value = JsonPath.using(isLax ? LAX : STRICT).parse(document).read(path);
            return value == null && !isLax ? Found.failed("null is at '" + path + "'") : new Found(value, null, isLax);
        } catch (InvalidPathException | IllegalArgumentException notFound) {
            return Found.failed("nothing is at '" + path + "', or that is no path");
        } catch (JsonPathException failed) {
            return Found.failed("'" + path + "' cannot be followed");
        }
    }
}
