/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import java.io.Serializable;

/**
 * How a whole program runs.
 *
 * @param single whether at parallelism 1 on both engines
 * @param batch whether in BATCH mode on both engines
 * @param settled whether nothing depends on orders or watermarks, so that a stream ends with the rows of a batch
 * @param sinceEpoch whether all timestamps are positive
 */
public record Setting(boolean single, boolean batch, boolean settled, boolean sinceEpoch) implements Serializable {
    /** The setting of the same program as a stream, where that is settled. */
    public Setting asStream() {
        return new Setting(single, false, true, sinceEpoch);
    }
}
