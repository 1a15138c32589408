/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.csv;

/**
 * Where a field begins in a record.
 *
 * @param line counted from 0
 * @param column the character in the line, counted from 1
 */
record FieldPosition(int line, int column) {
    /** Finds field {@code index}, counted from 0; the last one where there are fewer. */
    static FieldPosition find(String record, int index, char quote, char separator) {
        int line = 0;
        int lineStart = 0;
        int fieldStart = 0;
        boolean quoted = false;
        for (int position = 0, field = 0; position < record.length() && field < index; position++) {
            char character = record.charAt(position);
            if (character == '\n') {
                line++;
                lineStart = position + 1;
            } else if (character == quote && (quoted || position == fieldStart)) {
                quoted = !quoted || (position + 1 < record.length() && record.charAt(position + 1) == quote);
                position += quoted && position != fieldStart ? 1 : 0;
            } else if (character == separator && !quoted) {
                field++;
                fieldStart = position + 1;
            }
        }
        return new FieldPosition(line, fieldStart - lineStart + 1);
    }
}
