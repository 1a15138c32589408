/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a program was started with: parameters from its arguments, a file of properties, the system's properties or a map.
 * Given to {@link ExecutionConfig#setGlobalJobParameters}, its functions see them, too. Not thread-safe.
 */
public final class ParameterTool extends ExecutionConfig.GlobalJobParameters {
    /** The value of a parameter that was given without one. */
    public static final String NO_VALUE_KEY = "__NO_VALUE_KEY";

    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, String> data;
    private final LinkedHashSet<String> unrequested;

    private ParameterTool(Map<String, String> data) {
        this.data = new LinkedHashMap<>(data);
        this.unrequested = new LinkedHashSet<>(data.keySet());
    }

    /**
     * Reads arguments such as {@code --input flights.csv --limit -5 --verbose}: a key begins with one or two hyphens, and what
     * follows is its value unless it looks like a key; a negative number does not. The last of equal keys counts.
     *
     * @throws IllegalArgumentException if a value comes without a key, or a key is empty
     */
    public static ParameterTool fromArgs(String[] args) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int i = 0;
        while (i < args.length) {
            String key = keyOf(args[i], i);
            boolean hasValue = i + 1 < args.length && !looksLikeKey(args[i + 1]);
            parameters.put(key, hasValue ? args[i + 1] : NO_VALUE_KEY);
            i += hasValue ? 2 : 1;
        }
        return new ParameterTool(parameters);
    }

    private static String keyOf(String argument, int index) {
        if (!looksLikeKey(argument)) {
            throw new IllegalArgumentException("Argument " + (index + 1) + ", '" + argument
                    + "', belongs to no key. Write it as --key " + argument + ".");
        }
        String key = argument.substring(argument.startsWith("--") ? 2 : 1);
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    "Argument " + (index + 1) + ", '" + argument + "', names no key. Write it as --key value.");
        }
        return key;
    }

    private static boolean looksLikeKey(String argument) {
        return argument.startsWith("-") && !isNumber(argument);
    }

    private static boolean isNumber(String argument) {
        try {
            Double.parseDouble(argument);
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    public static ParameterTool fromMap(Map<String, String> map) {
        return new ParameterTool(map);
    }

    /** Takes the properties of this JVM, in the order of their names. */
    public static ParameterTool fromSystemProperties() {
        return fromProperties(System.getProperties());
    }

    /**
     * Reads a file of properties.
     *
     * @throws IOException if there is no such file, or it cannot be read
     */
    public static ParameterTool fromPropertiesFile(String path) throws IOException {
        return fromPropertiesFile(new File(path));
    }

    /** As {@link #fromPropertiesFile(String)}. */
    public static ParameterTool fromPropertiesFile(File file) throws IOException {
        try (InputStream in = Files.newInputStream(file.toPath())) {
            return fromPropertiesFile(in);
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(file.getAbsolutePath(), null, "there is no such file of properties");
        }
    }

    /** Reads properties, in the encoding of {@link Properties#load(InputStream)}; leaves the stream open. */
    public static ParameterTool fromPropertiesFile(InputStream inputStream) throws IOException {
        Properties properties = new Properties();
        properties.load(inputStream);
        return fromProperties(properties);
    }

    private static ParameterTool fromProperties(Properties properties) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            parameters.put(name, properties.getProperty(name));
        }
        return new ParameterTool(parameters);
    }

    public boolean has(String key) {
        unrequested.remove(key);
        return data.containsKey(key);
    }

    /** Returns the value, or null where there is no such parameter. */
    public @Nullable String get(String key) {
        unrequested.remove(key);
        return data.get(key);
    }

    public String get(String key, String defaultValue) {
        String value = get(key);
        return value == null ? defaultValue : value;
    }

    /**
     * Returns the value of a parameter that must be there.
     *
     * @throws IllegalArgumentException if it is not
     */
    public String getRequired(String key) {
        String value = get(key);
        if (value == null) {
            throw new IllegalArgumentException("The required parameter '" + key + "' is missing; there are "
                    + data.keySet() + ". Give it as --" + key + " value.");
        }
        return value;
    }

    private <T> T required(String key, String kind, Function<String, T> parse) {
        return parsed(key, getRequired(key), kind, parse);
    }

    private <T> T optional(String key, T defaultValue, String kind, Function<String, T> parse) {
        String value = get(key);
        return value == null ? defaultValue : parsed(key, value, kind, parse);
    }

    private static <T> T parsed(String key, String value, String kind, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    value.equals(NO_VALUE_KEY)
                            ? "The parameter '" + key + "' has no value, and must be " + kind
                            : "The parameter '" + key + "' must be " + kind + ", not '" + value + "'",
                    malformed);
        }
    }

    public int getInt(String key) {
        return required(key, "an int", Integer::valueOf);
    }

    public int getInt(String key, int defaultValue) {
        return optional(key, defaultValue, "an int", Integer::valueOf);
    }

    public long getLong(String key) {
        return required(key, "a long", Long::valueOf);
    }

    public long getLong(String key, long defaultValue) {
        return optional(key, defaultValue, "a long", Long::valueOf);
    }

    public float getFloat(String key) {
        return required(key, "a float", Float::valueOf);
    }

    public float getFloat(String key, float defaultValue) {
        return optional(key, defaultValue, "a float", Float::valueOf);
    }

    public double getDouble(String key) {
        return required(key, "a double", Double::valueOf);
    }

    public double getDouble(String key, double defaultValue) {
        return optional(key, defaultValue, "a double", Double::valueOf);
    }

    public short getShort(String key) {
        return required(key, "a short", Short::valueOf);
    }

    public short getShort(String key, short defaultValue) {
        return optional(key, defaultValue, "a short", Short::valueOf);
    }

    public byte getByte(String key) {
        return required(key, "a byte", Byte::valueOf);
    }

    public byte getByte(String key, byte defaultValue) {
        return optional(key, defaultValue, "a byte", Byte::valueOf);
    }

    /** Returns whether the value is {@code true}; a parameter that was given without a value is, too. */
    public boolean getBoolean(String key) {
        return required(key, "true or false", ParameterTool::parseBoolean);
    }

    public boolean getBoolean(String key, boolean defaultValue) {
        return optional(key, defaultValue, "true or false", ParameterTool::parseBoolean);
    }

    private static boolean parseBoolean(String value) {
        if (value.equalsIgnoreCase("true") || value.equals(NO_VALUE_KEY)) {
            return true;
        }
        if (value.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException(value);
    }

    public int getNumberOfParameters() {
        return data.size();
    }

    /** Returns the parameters that nobody asked for yet: often misspelt ones. */
    public Set<String> getUnrequestedParameters() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(unrequested));
    }

    public Properties getProperties() {
        Properties properties = new Properties();
        properties.putAll(data);
        return properties;
    }

    /** Returns the parameters of both; where both have one, that of {@code other}. */
    public ParameterTool mergeWith(ParameterTool other) {
        Map<String, String> merged = new LinkedHashMap<>(data);
        merged.putAll(other.data);
        return new ParameterTool(merged);
    }

    @Override
    public Map<String, String> toMap() {
        return Collections.unmodifiableMap(data);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParameterTool tool && tool.data.equals(data);
    }

    @Override
    public int hashCode() {
        return data.hashCode();
    }
}
