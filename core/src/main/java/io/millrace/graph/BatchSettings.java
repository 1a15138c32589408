/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.io.Serializable;

/**
 * How a job runs whose sources all end, and of which only the final results are wanted.
 *
 * @param memoryBytes how much memory the records that wait in one subtask of an operator may take, about, before they go
 *     to disk
 */
public record BatchSettings(long memoryBytes) implements Serializable {
    /** 64 MiB. */
    public static final long DEFAULT_MEMORY_BYTES = 64L << 20;

    public BatchSettings {
        if (memoryBytes < 1) {
            throw new IllegalArgumentException("The memory must be at least one byte, not " + memoryBytes);
        }
    }
}
