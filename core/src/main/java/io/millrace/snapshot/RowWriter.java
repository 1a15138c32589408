/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.io.IOException;
import org.apache.avro.io.Encoder;

/** Takes rows: each is one Avro datum of the table's schema, written between the two calls. */
public interface RowWriter {
    /** Begins a row. The encoder is good until {@link #endRow}, and must not be flushed. */
    Encoder beginRow();

    /** Ends the row. */
    void endRow() throws IOException;
}
