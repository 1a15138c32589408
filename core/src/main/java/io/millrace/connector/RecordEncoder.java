/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.IOException;
import java.io.OutputStream;

/** Writes records as text. Used by one thread at a time. */
public interface RecordEncoder<T> {
    /** Writes what each file begins with, such as a header. */
    default void writeHeader(OutputStream output) throws IOException {}

    /** Writes one record and the newline behind it; nothing, where it throws. */
    void encode(T record, OutputStream output) throws IOException;
}
