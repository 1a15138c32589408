/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.IOException;
import java.util.List;

/** Makes pending output visible. May block; called off the tasks' threads. */
public interface Committer<S, C> extends AutoCloseable {
    /**
     * Commits in order. Idempotent: after a failure the same committables come again. Fails loudly where something can no
     * longer be committed.
     */
    void commit(List<C> committables) throws Exception;

    /**
     * Removes pending output that no snapshot holds. Called once in each run, a fresh one too: after the committables of the
     * restored snapshot were committed, before any writer starts.
     *
     * @param states the open output that writers will go on with
     */
    void abortAllBut(List<S> states) throws Exception;

    @Override
    default void close() throws IOException {}
}
