/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {
    @Test
    void rangesOfAllSubtasksMakeTheWhole() {
        for (int maxParallelism : new int[] {1, 2, 7, 128, 1000}) {
            for (int parallelism = 1; parallelism <= maxParallelism; parallelism++) {
                int next = 0;
                for (int subtask = 0; subtask < parallelism; subtask++) {
                    KeyGroupRange range = KeyGroups.rangeOf(subtask, maxParallelism, parallelism);
                    assertThat(range.first()).isEqualTo(next);
                    for (int group = range.first(); group <= range.last(); group++) {
                        assertThat(KeyGroups.subtaskOf(group, maxParallelism, parallelism))
                                .isEqualTo(subtask);
                    }
                    next = range.last() + 1;
                }
                assertThat(next).isEqualTo(maxParallelism);
            }
        }
    }

    @Test
    void spreadsNeighbouringHashesOverAllKeyGroups() {
        int[] counts = new int[128];
        for (int hash = -64_000; hash < 64_000; hash++) {
            counts[KeyGroups.keyGroupOf(hash, 128)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(800, 1200);
        }
    }

    @Test
    void hashesPrimitiveKeysAsTheirBoxes() {
        for (long key : new long[] {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40}) {
            assertThat(KeyHash.of(key)).isEqualTo(KeyHash.of((Object) key));
        }
        for (int key : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(KeyHash.of(key)).isEqualTo(KeyHash.of((Object) key));
        }
    }

    @Test
    void hashesOfOtherKeysAreFixed() {
        assertThat(KeyHash.of("millrace")).isEqualTo("millrace".hashCode());
        assertThat(KeyHash.of(TimeUnit.DAYS)).isNotEqualTo(KeyHash.of(TimeUnit.HOURS));
        assertThat(KeyHash.of(new Pair("a", 1))).isEqualTo(KeyHash.of(new Pair("a", 1)));
    }

    @Test
    void refusesNullAndArraysAsKeys() {
        assertThatThrownBy(() -> KeyHash.of((Object) null)).hasMessageContaining("key must not be null");
        assertThatThrownBy(() -> KeyHash.of(new int[] {1}))
                .hasMessageContaining("int[]")
                .hasMessageContaining("list");
    }

    record Pair(String name, int number) {}
}
