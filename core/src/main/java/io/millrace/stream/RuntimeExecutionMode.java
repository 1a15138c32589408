/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

/** How a program runs. */
public enum RuntimeExecutionMode {
    /** Results come as input does, and are corrected or completed as time goes on; for input that may never end. */
    STREAMING,

    /**
     * Final results alone, when all input has been read; for input that ends. Keyed operators get their input key by key,
     * on disk where memory does not suffice, and there are no checkpoints but one at the end.
     */
    BATCH,

    /** {@link #BATCH} where all sources end, else {@link #STREAMING}. */
    AUTOMATIC
}
