/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import org.jspecify.annotations.Nullable;

/** Letters from other threads to the operators of one task. The runner makes it; see {@link JobHost#createMailbox}. */
public interface TaskMailbox {
    /**
     * A letter.
     *
     * @param operator the place of the operator in its stage, from 0
     */
    record Mail(int operator, Object letter) {}

    /** Adds a letter, and lets the task take a step. May be called from any thread; without effect once it is closed. */
    void post(Mail mail);

    /** Returns the next letter, or null where there is none now. Called by the task alone. */
    @Nullable
    Mail poll();

    /** Ends it: nobody reads any more. */
    void close();
}
