/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.data.Batch;
import io.millrace.data.CheckpointBarrier;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import io.millrace.task.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What outlives a process: the clock, the disk, the outside systems, and chance. One thread uses a world, and worlds
 * share nothing.
 */
final class World {
    /** An instant of no meaning. */
    private static final long EPOCH_MILLIS = 1_700_000_000_000L;

    private static final int MOST_FULL_MILLIS = 200;

    private final Randomness random;
    private final Swarm swarm;
    private final WorldHooks hooks;
    private final Trace trace = new Trace();
    private final SimulatedStorage storage;
    private final Map<String, Ledger> ledgers = new TreeMap<>();
    private final Contents contents;
    private long clockMillis = EPOCH_MILLIS;
    private long elapsedMillis;
    private boolean faulty = true;
    private boolean moved;
    private boolean crashed;
    private boolean blocking;
    private int faults;
    private int deaths;
    private int nesting;
    private long touches;
    private WorldHooks.Death aimed = WorldHooks.Death.NONE;
    private long diskFullUntil = Long.MIN_VALUE;
    private Runnable others = () -> {};
    private volatile @Nullable SimulationFailure failure;

    World(Randomness random, Swarm swarm, WorldHooks hooks) {
        this(random, swarm, hooks, false);
    }

    /** @param storesObjects whether its storage is an object store, and not a disk */
    World(Randomness random, Swarm swarm, WorldHooks hooks, boolean storesObjects) {
        this.storage = new SimulatedStorage(this, storesObjects);
        this.random = random;
        this.swarm = swarm;
        this.hooks = hooks;
        this.contents = new Contents(random.chance(0.25));
    }

    Randomness random() {
        return random;
    }

    Swarm swarm() {
        return swarm;
    }

    WorldHooks hooks() {
        return hooks;
    }

    Trace trace() {
        return trace;
    }

    SimulatedStorage storage() {
        return storage;
    }

    Contents contents() {
        return contents;
    }

    /** Returns the outside system of that name. */
    Ledger ledger(String name) {
        return ledgers.computeIfAbsent(name, unused -> new Ledger(this, name));
    }

    long clockMillis() {
        return clockMillis;
    }

    /** Returns how much time has passed, whatever the clock was set to. */
    long elapsedMillis() {
        return elapsedMillis;
    }

    /** Lets time pass. */
    void moveClock(long millis) {
        clockMillis += millis;
        elapsedMillis += millis;
    }

    /** Sets the clock ahead or back, while no time passes. */
    void jumpClock(long millis) {
        clockMillis += millis;
    }

    Outputs outputs() {
        Map<String, List<Object>> rows = new TreeMap<>();
        ledgers.forEach((name, ledger) -> rows.put(name, ledger.rows()));
        return new Outputs(rows, storage.view());
    }

    Collection<Ledger> ledgers() {
        return ledgers.values();
    }

    /** Lets time pass until the clock shows that time, or sets it back. */
    void setClock(long millis) {
        elapsedMillis += Math.max(0, millis - clockMillis);
        clockMillis = millis;
    }

    static long epochMillis() {
        return EPOCH_MILLIS;
    }

    // Faults

    /** Returns whether faults may still happen. */
    boolean isFaulty() {
        return faulty;
    }

    /** Ends the time of faults: from here on the job has to finish. */
    void heal() {
        faulty = false;
        note("heal", 0, 0);
    }

    /** Decides on a fault; never in a healed world. */
    boolean chance(double probability) {
        boolean happens = faulty && random.chance(probability);
        if (happens) {
            faults++;
        }
        return happens;
    }

    int faults() {
        return faults + deaths;
    }

    int deaths() {
        return deaths;
    }

    /** Called before each operation on the outside world: the process may die here, or others may act first. */
    void touchOutside() {
        if (crashed) {
            throw new ProcessCrash();
        }
        touches++;
        WorldHooks.Death death = hooks.deathAt(touches);
        if (death != WorldHooks.Death.NONE) {
            crashed = true;
            aimed = death;
            throw new ProcessCrash();
        }
        if (deaths < swarm.crashes() && chance(swarm.crashInsideWork())) {
            crashed = true;
            throw new ProcessCrash();
        }
        if (blocking && nesting < 2 && faulty && random.chance(swarm.interleave())) {
            nesting++;
            blocking = false;
            try {
                others.run();
            } finally {
                blocking = true;
                nesting--;
            }
            if (crashed) {
                throw new ProcessCrash();
            }
        }
    }

    /** Returns how often a process has touched the outside world so far. */
    long touches() {
        return touches;
    }

    /** Returns whether there is no room for what is to be written now. */
    boolean isDiskFull() {
        if (chance(swarm.diskFull())) {
            diskFullUntil = elapsedMillis() + random.upTo(MOST_FULL_MILLIS);
            note("disk full", diskFullUntil, 0);
        }
        return faulty && elapsedMillis() < diskFullUntil;
    }

    /** Lets a task fail where it meets the world. */
    void maybeFailTask(String where) {
        if (chance(swarm.taskFault())) {
            note("task fault", where.hashCode(), 0);
            throw new InjectedTaskFailure(where);
        }
    }

    boolean isCrashed() {
        return crashed;
    }

    void crash() {
        crashed = true;
    }

    /** Ends the process that died, and makes the world ready for the next. */
    void bury() {
        boolean power =
                aimed == WorldHooks.Death.NONE ? random.chance(swarm.powerLoss()) : aimed == WorldHooks.Death.MACHINE;
        aimed = WorldHooks.Death.NONE;
        note("process died", power ? 1 : 0, 0);
        deaths++;
        crashed = false;
        blocking = false;
        nesting = 0;
        if (power) {
            storage.losePower(random);
        }
        moveClock(random.between(1, 1_000));
    }

    /** Says who acts when blocking work lets others act. */
    void setOthers(Runnable newOthers) {
        others = newOthers;
    }

    void setBlocking(boolean newBlocking) {
        blocking = newBlocking;
    }

    boolean isBlocking() {
        return blocking;
    }

    /** Returns whether records went anywhere since the last call. */
    boolean takeMoved() {
        boolean result = moved;
        moved = false;
        return result;
    }

    // Trace

    void note(String what, long a, long b) {
        trace.note(clockMillis, what, a, b);
    }

    void noteElement(TaskId writer, TaskId reader, StreamElement element) {
        moved |= element instanceof Batch;
        long detail = element instanceof Watermark watermark
                ? watermark.timestamp()
                : element instanceof CheckpointBarrier barrier
                        ? barrier.checkpointId()
                        : element instanceof Batch batch ? batch.size : 0;
        note(
                element.getClass().getSimpleName(),
                writer.stage() * 1_000_000L + writer.subtask() * 10_000L + reader.stage() * 100L + reader.subtask(),
                detail);
    }

    /** Makes a failure and remembers it, so that nobody can swallow it. */
    SimulationFailure failure(String message) {
        SimulationFailure made = new SimulationFailure(message);
        if (failure == null) {
            failure = made;
        }
        return made;
    }

    /** Notes what a thread did that has no place in this world; may be called from that thread. */
    void refuse(String message) {
        failure = new SimulationFailure(message);
    }

    @Nullable
    SimulationFailure failure() {
        return failure;
    }
}
