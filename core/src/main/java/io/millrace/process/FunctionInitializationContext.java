/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.state.KeyedStateStore;
import io.millrace.state.OperatorStateStore;
import java.util.OptionalLong;

/** What a {@link CheckpointedFunction} starts with. */
public interface FunctionInitializationContext {
    /** Returns whether the job started from a checkpoint, though this function may have had no part in it. */
    boolean isRestored();

    /** Returns the checkpoint that the job started from, if it did. */
    OptionalLong getRestoredCheckpointId();

    OperatorStateStore getOperatorStateStore();

    /**
     * Returns where keyed state is declared.
     *
     * @throws UnsupportedOperationException on declaring, where the stream is not keyed
     */
    KeyedStateStore getKeyedStateStore();
}
