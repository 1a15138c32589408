/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.files.BucketAssigner;
import io.millrace.sql.row.Row;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

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
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Returns whether all rows come to the directory of the table. */
    boolean isNone() {
        return keys.isEmpty();
    }

    @Override
    public String getBucketId(Row row, long timestamp) {
        StringJoiner path = new StringJoiner("/");
        for (Field key : keys) {
            Object value = row.getField(key.position());
            String text = value == null ? "" : FieldTexts.write(value, key.type(), TimestampFormat.SQL);
            path.add(escaped(key.name()) + "=" + (text.isEmpty() ? defaultName : escaped(text)));
        }
        return path.toString();
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
