/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.spill;

/**
 * One record that waits.
 *
 * @param hash the stable hash of the key, or 0 where there is no key
 * @param key what the rows are grouped by; the same for all where they are not
 * @param arrival how many rows came before it
 * @param input the input that it came from
 * @param kind the ordinal of its row kind
 */
public record Row(int hash, Object key, Object value, long timestamp, long arrival, int input, byte kind) {
    /** What a row costs in memory beside its value, about. */
    static final int OVERHEAD_BYTES = 88;
}
