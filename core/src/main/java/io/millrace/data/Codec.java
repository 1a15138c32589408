/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * How values of one type become bytes (Avro binary) and back.
 *
 * <p>Codecs derived from a type are thread-safe. They follow references as a tree: a value that is
 * reachable twice is written twice, and a cyclic value cannot be written.
 */
public interface Codec<T> {
    /** The layout that {@link #write} produces and {@link #read} expects. */
    Schema schema();

    /**
     * Writes one value in the layout of {@link #schema()}.
     *
     * @throws UnsupportedTypeException if the value holds an object whose class its declared type does not cover
     */
    void write(T value, Encoder out) throws IOException;

    /** Reads what {@link #write} wrote. Data of another layout must be resolved to {@link #schema()} first. */
    T read(Decoder in) throws IOException;

    /** True if no value of the type can ever change, so that it need not be copied. */
    boolean isImmutable();

    /** A deep copy; the same instance where it is immutable. */
    T copy(T value);

    /**
     * A hash of the content: the same in every run of every JVM, and the same for equal values. Enums count by name,
     * records and POJOs by component; a class whose {@code equals} ignores components is outside this promise.
     */
    int stableHash(T value);
}
