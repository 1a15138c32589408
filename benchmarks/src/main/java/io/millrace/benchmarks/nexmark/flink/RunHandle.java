/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.RunRecorder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets the sources and sinks of a job, which Flink serialises on their way to its tasks, find the recorder of their run:
 * by a number, within this JVM.
 */
record RunHandle(long id, RunRecorder recorder) implements AutoCloseable {

    private static final AtomicLong NEXT_ID = new AtomicLong();
    private static final Map<Long, RunRecorder> OPEN = new ConcurrentHashMap<>();

    static RunHandle open() {
        RunHandle handle = new RunHandle(NEXT_ID.getAndIncrement(), new RunRecorder());
        OPEN.put(handle.id, handle.recorder);
        return handle;
    }

    static RunRecorder recorder(long id) {
        RunRecorder recorder = OPEN.get(id);
        if (recorder == null) {
            throw new IllegalStateException("Run " + id + " is not open in this JVM");
        }
        return recorder;
    }

    @Override
    public void close() {
        OPEN.remove(id);
    }
}
