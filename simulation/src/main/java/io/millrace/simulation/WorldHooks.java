/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.environment.Storage;
import io.millrace.graph.JobGraph;
import io.millrace.task.Channel;
import io.millrace.task.TaskId;

/** Places where a test may put something between the job and its world: how bugs are planted. */
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

    default Storage storage(Storage storage, World world) {
        return storage;
    }
}
