/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

/** Reads the records of one file. Used by one thread at a time. */
public interface RecordDecoder<T> {
    /** Takes the header, before any record; called only where {@link TextFormat#hasHeader} says so. */
    default void readHeader(byte[] bytes, int offset, int length) throws MalformedRecordException {}

    /**
     * Reads one record.
     *
     * @param bytes holds the record as UTF-8, without the newline that ends it; valid only during the call
     */
    T decode(byte[] bytes, int offset, int length) throws MalformedRecordException;
}
