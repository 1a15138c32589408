/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * How records stand in a text file, such as CSV or JSON lines. Text is UTF-8; a byte order mark at the start of a file is
 * skipped. A record ends at a newline ("\n" or "\r\n") or at the end of the file; blank lines between records are skipped.
 *
 * <p>Where records end is told by the format as data ({@link #quoting}) and found by the connector, so that a connector knows
 * the byte behind each record, which is its position.
 */
public interface TextFormat<T> extends Serializable {
    /** Returns the quoting by which a newline may stand inside a record; empty where every newline ends a record. */
    default Optional<Quoting> quoting() {
        return Optional.empty();
    }

    /** Returns whether the first record of each file is a header. */
    default boolean hasHeader() {
        return false;
    }

    /** Returns the ending of the names of files in this format, such as {@code ".csv"}. */
    String fileSuffix();

    /** Makes the decoder of one file. */
    RecordDecoder<T> createDecoder();

    /**
     * As {@link #createDecoder()}, for a format whose records hold something of their file, such as what its path tells.
     *
     * @throws IOException if the file does not tell it; the message says what is wrong
     */
    default RecordDecoder<T> createDecoder(InputFile file) throws IOException {
        return createDecoder();
    }

    /** Makes the encoder of one writer. */
    RecordEncoder<T> createEncoder();
}
