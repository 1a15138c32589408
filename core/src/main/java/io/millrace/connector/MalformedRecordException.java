/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import org.jspecify.annotations.Nullable;

/** A record that its format cannot read. Says where in the record and why; the connector knows the file and the line. */
public class MalformedRecordException extends Exception {
    private final int line;
    private final int column;
    private final @Nullable String field;
    private final String reason;

    /**
     * @param line the line within the record, counted from 0
     * @param column the character in that line, counted from 1
     * @param field the name or path of the field; null where the record as a whole is malformed
     * @param reason what is wrong, with the value
     */
    public MalformedRecordException(int line, int column, @Nullable String field, String reason) {
        super((field == null ? "" : "field \"" + field + "\": ") + reason);
        this.line = line;
        this.column = column;
        this.field = field;
        this.reason = reason;
    }

    /** Returns the line within the record, counted from 0. */
    public int line() {
        return line;
    }

    /** Returns the character in the line, counted from 1. */
    public int column() {
        return column;
    }

    public @Nullable String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}
