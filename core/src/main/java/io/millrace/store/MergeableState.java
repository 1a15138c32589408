/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** State that can be moved from one slot to what another slot has. */
interface MergeableState {
    /** Adds the state of {@code source} to that of {@code target}, and clears it. */
    void merge(int target, int source);
}
