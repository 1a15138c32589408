/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A run within this JVM. Sources and sinks, which may be serialized on their way to the job's tasks, find its recorder by a
 * number.
 */
public record LocalRun(long id) implements RunMarks, AutoCloseable {
    private static final AtomicLong NEXT_ID = new AtomicLong();
    private static final Map<Long, RunRecorder> OPEN = new ConcurrentHashMap<>();

    public static LocalRun open() {
        LocalRun run = new LocalRun(NEXT_ID.getAndIncrement());
        OPEN.put(run.id, new RunRecorder());
        return run;
    }

    /** As {@link #sourceStarted}, of every run that is open here: for sources of tables, which have no place for a run's number. */
    public static void sourceStartedInAll() {
        OPEN.values().forEach(RunRecorder::sourceStarted);
    }

    private RunRecorder recorder() {
        RunRecorder recorder = OPEN.get(id);
        if (recorder == null) {
            throw new IllegalStateException("Run " + id + " is not open in this JVM");
        }
        return recorder;
    }

    @Override
    public void sourceStarted() {
        recorder().sourceStarted();
    }

    @Override
    public void sinkFinished(Checksum checksum) {
        recorder().sinkFinished(checksum);
    }

    /**
     * Returns what the run gave.
     *
     * @throws IllegalStateException if no source started or fewer or more sinks finished than the engine had
     */
    public RunResult result(int sinks) {
        return recorder().result(sinks);
    }

    /**
     * Returns what the run gave, whose sinks nobody has counted; the job has ended.
     *
     * @throws IllegalStateException if no source started or no sink finished
     */
    public RunResult result() {
        return recorder().result();
    }

    @Override
    public void close() {
        OPEN.remove(id);
    }
}
