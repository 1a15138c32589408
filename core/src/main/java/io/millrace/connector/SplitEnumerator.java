/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Finds the splits of a source. May block. What was found is remembered by the splits' readers, not here. */
public interface SplitEnumerator<S extends SourceSplit> extends AutoCloseable {
    /**
     * Returns the splits that are not known yet, in a stable order.
     *
     * @param knownSplitIds the ids of all splits found before, those already read to their end included
     */
    List<S> discover(Set<String> knownSplitIds) throws Exception;

    /** Returns the time between two discoveries, or -1 where one is enough. */
    default long discoveryIntervalMillis() {
        return -1;
    }

    @Override
    default void close() throws IOException {}
}
