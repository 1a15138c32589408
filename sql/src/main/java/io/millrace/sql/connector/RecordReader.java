/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import java.io.Serializable;

/** Takes the records of a source apart into columns. Each subtask has a copy of its own. */
public interface RecordReader extends Serializable {
    /**
     * Returns columns of these records; timestamps and kinds are theirs, too. The batch of records is not kept.
     *
     * @param nowMillis processing time
     */
    ColumnBatch read(RecordBatch records, long nowMillis);
}
