/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/**
 * The key groups that one subtask owns.
 *
 * @param first inclusive
 * @param last inclusive; one less than {@code first} where the range is empty
 */
public record KeyGroupRange(int first, int last) {
    public KeyGroupRange {
        if (first < 0 || last < first - 1) {
            throw new IllegalArgumentException("Not a range of key groups: " + first + " to " + last);
        }
    }

    public boolean contains(int keyGroup) {
        return keyGroup >= first && keyGroup <= last;
    }
}
