/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/**
 * Which keys changed and had lost their slot by the next snapshot: those noted from one epoch to another.
 *
 * @param count how many, or a few more
 */
record ColdChanges(ColdRows rows, long firstEpoch, long lastEpoch, long count) {
    ColdChanges and(ColdChanges later) {
        return new ColdChanges(rows, firstEpoch, later.lastEpoch, count + later.count);
    }

    void forget() {
        rows.forgetChanges(lastEpoch);
    }
}
