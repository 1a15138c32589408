/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.state;

/**
 * What the state of an operator says of itself in Flink's checkpoints, which know operators by hashes of their uids.
 *
 * @param job the name of the job
 */
record NodeDescription(String job, String uid, String name, int parallelism) {
    /** The name of the table that holds it. */
    static final String TABLE = "flink-operator";
}
