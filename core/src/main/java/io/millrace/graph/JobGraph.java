/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.io.Serializable;
import java.util.List;

/** A program as data: its operators, each after those it reads from, and its settings. */
public record JobGraph(String name, List<JobNode> nodes, JobConfiguration configuration) implements Serializable {
    public JobGraph {
        nodes = List.copyOf(nodes);
    }
}
