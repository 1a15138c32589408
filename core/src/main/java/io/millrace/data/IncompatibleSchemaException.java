/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/** Stored data does not fit the type that it should be read as, by Avro's rules of schema resolution. */
public final class IncompatibleSchemaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String writtenType;
    private final String wantedType;

    /**
     * @param field the path of field names from the row; empty for the row itself
     * @param writtenType the Avro type of the stored data there
     * @param wantedType the Avro type expected there
     * @param reason what is wrong
     */
    public IncompatibleSchemaException(String field, String writtenType, String wantedType, String reason) {
        super("Stored data does not fit" + (field.isEmpty() ? "" : " at field " + field) + ": it was written as "
                + writtenType + " and is wanted as " + wantedType + " (" + reason + ").");
        this.field = field;
        this.writtenType = writtenType;
        this.wantedType = wantedType;
    }

    /** The path of field names from the row; empty for the row itself. */
    public String field() {
        return field;
    }

    /** The Avro type of the stored data. */
    public String writtenType() {
        return writtenType;
    }

    /** The Avro type expected. */
    public String wantedType() {
        return wantedType;
    }
}
