/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import java.util.function.Consumer;

/** The events of one source out of several, emitted as the load's phases want. Used by one thread. */
final class PacedUpdates {
    private final Load load = Load.current();
    private final int source;
    private long emitted;
    private Phase phase = load.phase();
    private long emittedInPhase;

    /** @param emitted by this source so far, in an earlier run */
    PacedUpdates(int source, long emitted) {
        this.source = source;
        this.emitted = emitted;
        load.restored(source, emitted);
    }

    /** Emits what is due, up to a number of events; returns whether it stopped because of that. */
    boolean emit(int most, Consumer<Update> output) {
        Phase wanted = load.phase();
        if (wanted != phase) {
            phase = wanted;
            emittedInPhase = 0;
        }
        long now = System.nanoTime();
        int count = (int) Math.min(most, phase.due(now) - emittedInPhase);
        Workload workload = load.workload();
        for (int i = 0; i < count; i++) {
            long number = emitted++ * load.parallelism() + source;
            output.accept(new Update(number, workload.keyOf(number), phase.dueTime(emittedInPhase++, now)));
        }
        if (count > 0) {
            load.emitted(source, emitted);
        }
        return count == most;
    }

    /** How many events this source has emitted. */
    long position() {
        return emitted;
    }
}
