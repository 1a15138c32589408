/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.environment.Storage;
import io.millrace.graph.JobGraph;
import io.millrace.task.Channel;
import io.millrace.task.TaskId;

/**
 * Places where something may be put between the job and its world: how bugs are planted, and crashes aimed. What they do
 * by chance has to come from the {@link Randomness} they are given, which is that of the world.
 */
public interface WorldHooks {
    /** Nothing between. */
    WorldHooks NONE = new WorldHooks() {};

    /** Returns the job that runs instead of the given one; called for each process. */
    default JobGraph graph(JobGraph graph) {
        return graph;
    }

    /** Returns the channel that is used instead of the given one. */
    default Channel channel(Channel channel, TaskId reader, Randomness random) {
        return channel;
    }

    /** Returns whether an activation reaches its task. */
    default boolean activates(Randomness random) {
        return true;
    }

    /** Returns by how many elements the positions that sources tell are wrong. */
    default int positionShift() {
        return 0;
    }

    /** What may die. */
    enum Death {
        NONE,
        PROCESS,
        /** With it goes what was not made durable. */
        MACHINE
    }

    /** Returns what dies at this touch of the outside world, of which the first is 1. */
    default Death deathAt(long touch) {
        return Death.NONE;
    }

    /** What somebody may ask of a job. */
    enum Wish {
        NOTHING,
        CHECKPOINT,
        SAVEPOINT,
        STOP_WITH_SAVEPOINT,
        /** To stop for good, with all coming out that the job holds. */
        DRAIN,
        CANCEL
    }

    /** Returns what somebody asks of the job before the next event. */
    default Wish wish() {
        return Wish.NOTHING;
    }

    /** Returns for how many events no record may move in a world without faults: a job that stands still longer hangs. */
    default int patience() {
        return Integer.MAX_VALUE;
    }

    /** Returns the storage that is used instead of the given one. */
    default Storage storage(Storage storage) {
        return storage;
    }
}
