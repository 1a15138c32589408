/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import org.apache.avro.Schema;

/** One named table of rows in a snapshot, such as an operator's keyed state. Called on a background thread. */
public interface StateTable {
    /** The name; unique within the operator. */
    String name();

    /** The schema of every row. */
    Schema schema();

    /** Writes all rows. */
    void writeTo(RowWriter rows) throws IOException;

    /** What the file's header says beside the schema. */
    default Map<String, String> metadata() {
        return Collections.emptyMap();
    }
}
