/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.savepoint.StateRow;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Changes a row of a snapshot's table; see {@link SavepointWriter#transformRows}. */
@FunctionalInterface
public interface RowTransformation {
    /**
     * Returns the row as it is to be: the same record, changed or not, or another of the same schema; null to drop it.
     *
     * @param row whose record may be changed
     */
    @Nullable
    GenericRecord transform(StateRow row) throws Exception;
}
