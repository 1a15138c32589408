/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.datagen;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Makes up the values of one column. */
interface FieldGenerator extends Serializable {
    /**
     * @param rows the numbers of the rows
     * @param nowMillis processing time
     * @return the array of a column
     */
    Object values(long[] rows, long nowMillis);

    /** Returns which rows have no value, or null where all have one. */
    default boolean @Nullable [] nulls(long[] rows) {
        return null;
    }
}
