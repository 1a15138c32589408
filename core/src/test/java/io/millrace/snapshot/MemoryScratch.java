/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import io.millrace.environment.Storage;
import java.util.Set;

/** Temporary files in memory, for tests of other packages. */
public final class MemoryScratch {
    private final InMemoryStorage storage = new InMemoryStorage();

    public Storage storage() {
        return storage;
    }

    public Set<String> files() {
        return storage.files().keySet();
    }

    /** Returns the size of all files together. */
    public long bytes() {
        return storage.files().values().stream().mapToLong(content -> content.length).sum();
    }
}
