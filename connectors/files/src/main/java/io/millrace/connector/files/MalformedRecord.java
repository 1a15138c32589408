/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

/**
 * A record that the format could not read.
 *
 * @param line counted from 1
 * @param column the character in the line, counted from 1
 * @param field the name or path of the field; empty where the record as a whole is malformed
 * @param reason what is wrong, with the value
 * @param text the record
 */
public record MalformedRecord(String file, long line, int column, String field, String reason, String text) {
    /** Returns where it stands and what is wrong, on one line. */
    public String describe() {
        return file + ", line " + line + ", column " + column + (field.isEmpty() ? "" : ", field \"" + field + "\"")
                + ": " + reason;
    }
}
