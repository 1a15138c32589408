/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.IOException;
import java.util.List;

/** The output of a writer up to a barrier. */
public interface PendingCommit<S, C> {
    /**
     * Makes the output durable. May block; called once, off the task's thread, before the snapshot is complete. A failure ends the
     * attempt.
     */
    void persist() throws IOException;

    /** Returns what a restored writer needs to go on with output that stays open. */
    List<S> states();

    /** Returns what is to be committed when the snapshot is complete. */
    List<C> committables();
}
