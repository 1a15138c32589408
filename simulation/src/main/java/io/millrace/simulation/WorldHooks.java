/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.environment.Storage;
import io.millrace.graph.JobGraph;
import io.millrace.task.Channel;

/** Places where a test may put something between the job and its world: how bugs are planted. */
interface WorldHooks {
    WorldHooks NONE = new WorldHooks() {};

    default JobGraph graph(JobGraph graph) {
        return graph;
    }

    default Channel channel(Channel channel, World world) {
        return channel;
    }

    default Storage storage(Storage storage) {
        return storage;
    }
}
