/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.files.BucketAssigner;
import io.millrace.connector.files.DirectoryFilter;
import io.millrace.connector.files.FileSource;
import io.millrace.sql.connector.PartitionFilter;
import io.millrace.sql.row.Row;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A directory for each value of the partition columns: {@code country=NZ/day=2026-01-31}.
 *
 * @param defaultName the value for null and for an empty string
 */
record PartitionDirectories(List<Field> keys, String defaultName) implements BucketAssigner<Row> {
    /** What means something in a path, to some file system or to Hive's tools. */
    private static final String ESCAPED = "\"#%'*/:=?\\{[]^";

    private static final char FIRST_PRINTABLE = ' ';
    private static final char DELETE = 0x7F;
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final int HEX_RADIX = 16;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Returns whether all rows come to the directory of the table. */
    boolean isNone() {
        return keys.isEmpty();
    }

    @Override
    public String getBucketId(Row row, long timestamp) {
        return path(key -> row.getField(key.position()));
    }

    /**
     * Returns the directory of a partition.
     *
     * @param values of the partition columns, as programs know them
     */
    String path(Function<Field, @Nullable Object> values) {
        StringJoiner path = new StringJoiner("/");
        for (Field key : keys) {
            Object value = values.apply(key);
            String text = value == null ? "" : FieldTexts.write(value, key.type(), TimestampFormat.SQL);
            path.add(escaped(key.name()) + "=" + (text.isEmpty() ? defaultName : escaped(text)));
        }
        return path.toString();
    }

    /** Returns what the files in such directories match, for {@link FileSource#withGlob}. */
    String glob() {
        return keys.stream().map(key -> escaped(key.name()) + "=*/").collect(Collectors.joining("", "", "*"));
    }

    /**
     * Returns the values of the partition columns, in the form in which they lie in columns, boxed.
     *
     * @param path of a file in such a directory
     * @throws IOException if the name of a directory is no value of its column; says which
     */
    @Nullable
    Object[] values(String path) throws IOException {
        List<String> names = Arrays.asList(path.split("/", -1));
        int file = names.size() - 1;
        return values(names.subList(file - keys.size(), file), path);
    }

    /**
     * Returns the values of the first partition columns, as many as there are names of directories.
     *
     * @param path that they are in, for messages
     */
    private @Nullable Object[] values(List<String> directories, String path) throws IOException {
        @Nullable Object[] values = new @Nullable Object[directories.size()];
        for (int i = 0; i < values.length; i++) {
            String name = directories.get(i);
            String text = name.substring(name.indexOf('=') + 1);
            try {
                values[i] = value(text, keys.get(i).type());
            } catch (IllegalArgumentException wrong) {
                throw new IOException(
                        path + ", directory \"" + name + "\": " + wrong.getMessage()
                                + ", of which type the partition column is. Rename the directory or move it elsewhere.",
                        wrong);
            }
        }
        return values;
    }

    /** Returns the directories of the partitions that a filter accepts; and those that no value is told by, which are named when they are read. */
    @SuppressWarnings("NullAway") // of arrays in another module it does not see which may hold null
    DirectoryFilter filter(PartitionFilter filter) {
        return path -> {
            try {
                return filter.accepts(values(Arrays.asList(path.split("/", -1)), path));
            } catch (IOException isNoValue) {
                return true;
            }
        };
    }

    private @Nullable Object value(String text, FieldType type) {
        if (!text.equals(defaultName)) {
            return FieldTexts.read(unescaped(text), type, TimestampFormat.SQL);
        } else if (!type.nullable()) {
            throw new IllegalArgumentException(
                    "the default partition holds null, which is no " + type.text() + " NOT NULL");
        }
        return null;
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), HEX_RADIX))));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < FIRST_PRINTABLE || character == DELETE || ESCAPED.indexOf(character) >= 0) {
                escaped.append('%').append(HEX.toHexDigits((byte) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
