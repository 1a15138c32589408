/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.environment.Storage;
import io.millrace.graph.JobGraph;
import io.millrace.task.Channel;
import io.millrace.task.TaskId;

/** Places where a test may put something between the job and its world: how bugs are planted, and crashes aimed. */
interface WorldHooks {
    WorldHooks NONE = new WorldHooks() {};

    default JobGraph graph(JobGraph graph, World world) {
        return graph;
    }

    default Channel channel(Channel channel, TaskId reader, World world) {
        return channel;
    }

    /** Returns whether an activation reaches its task. */
    default boolean activates(World world) {
        return true;
    }

    /** Returns by how many elements the positions that sources tell are wrong. */
    default int positionShift() {
        return 0;
    }

    /** Returns whether the process dies at this touch of the outside world, of which the first is 1. */
    default boolean diesAt(long touch) {
        return false;
    }

    /** What somebody may ask of a job. */
    enum Wish {
        NOTHING,
        CHECKPOINT,
        SAVEPOINT,
        STOP_WITH_SAVEPOINT,
        CANCEL
    }

    /** Returns what somebody asks of the job before the next event. */
    default Wish wish(World world) {
        return Wish.NOTHING;
    }

    default Storage storage(Storage storage, World world) {
        return storage;
    }
}
