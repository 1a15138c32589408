/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.Environment;
import io.millrace.environment.Faults;
import io.millrace.environment.Storage;
import java.nio.file.Path;

/** The real world: the system's clock and the local file system. */
public final class EngineEnvironment implements Environment {
    private final ScratchDirectory scratch;

    /**
     * @param scratch where the temporary files of the job are
     */
    EngineEnvironment(ScratchDirectory scratch) {
        this.scratch = scratch;
    }

    @Override
    public long clockMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Storage storage(String location) {
        return new LocalStorage(Path.of(location));
    }

    @Override
    public Storage scratch() {
        return new LocalStorage(scratch.path());
    }

    @Override
    public Faults faults() {
        return Faults.NONE;
    }
}
