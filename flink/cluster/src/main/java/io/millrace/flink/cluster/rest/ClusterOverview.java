/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

/**
 * What a cluster has.
 *
 * @param version of Flink, as 2.3.0
 * @param taskManagers registered at the JobManager
 * @param slots of all task managers
 * @param freeSlots those with nothing in them
 */
public record ClusterOverview(String version, int taskManagers, int slots, int freeSlots) {}
