/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import java.util.concurrent.CountDownLatch;

/** A process that has a cluster, and goes on until somebody ends it. */
final class ClusterHost {
    private ClusterHost() {}

    /** Prints the cluster's directory, and below it the ids of its processes, one a line, and an empty line. */
    public static void main(String[] arguments) throws Exception {
        LocalCluster cluster =
                LocalCluster.start(LocalClusterOptions.of(1).withSlots(1).quickToStart());
        System.out.println(cluster.directory());
        cluster.processIds().forEach(System.out::println);
        System.out.println();
        new CountDownLatch(1).await();
    }
}
