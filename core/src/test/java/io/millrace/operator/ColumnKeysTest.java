/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyGroups;
import io.millrace.store.KeyHash;
import io.millrace.store.KeyedStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rows of columns find their keys, and keys their subtasks. */
class ColumnKeysTest {
    private static final int MAX_PARALLELISM = 128;

    private final ColumnBatch batch = new ColumnBatch(
            new Object[] {
                new long[] {7, 7, 9, 0},
                new int[] {1, 2, 1, 0},
                new Object[] {"a", "b", "a", null},
                new byte[] {1, 0, 1, 1},
            },
            new boolean[][] {{false, false, false, true}, null, {false, false, false, true}, null},
            new long[4],
            4);

    @Test
    void oneColumnOfWholeNumbersOrTextIsItsOwnKey() {
        assertThat(new ColumnKeys(List.of(0)).key(batch, 2)).isEqualTo(9L);
        assertThat(new ColumnKeys(List.of(1)).key(batch, 1)).isEqualTo(2L);
        assertThat(new ColumnKeys(List.of(2)).key(batch, 1)).isEqualTo("b");
    }

    @Test
    void otherKeysAreRowsAndSoIsNull() {
        assertThat(new ColumnKeys(List.of(3)).key(batch, 1)).isEqualTo(RowData.of(false));
        assertThat(new ColumnKeys(List.of(2, 0)).key(batch, 0)).isEqualTo(RowData.of("a", 7L));
        assertThat(new ColumnKeys(List.of(0)).key(batch, 3)).isEqualTo(RowData.of((Object) null));
        assertThat(new ColumnKeys(List.of()).key(batch, 3)).isEqualTo(RowData.of());
    }

    @Test
    void everyKeyGoesWhereItsStateIs() {
        for (List<Integer> columns :
                List.of(List.of(0), List.of(1), List.of(2), List.of(3), List.of(0, 2), List.<Integer>of())) {
            ColumnKeys keys = new ColumnKeys(columns);
            int[] targets = new int[batch.size];
            keys.targets(batch, MAX_PARALLELISM, 5, targets);
            for (int row = 0; row < batch.size; row++) {
                int group = KeyGroups.keyGroupOf(KeyHash.of(keys.key(batch, row)), MAX_PARALLELISM);
                assertThat(targets[row])
                        .as("%s, row %d", columns, row)
                        .isEqualTo(KeyGroups.subtaskOf(group, MAX_PARALLELISM, 5));
            }
        }
    }

    @Test
    void preparesForAKeyThatIsNotThereThoughItsHashIsZero() {
        ColumnBatch numbers =
                new ColumnBatch(new Object[] {new int[] {0, 0}, new int[] {1, 0}}, new boolean[2][], new long[2], 2);
        KeyedStore store = new KeyedStore("keys", MAX_PARALLELISM, new KeyGroupRange(0, MAX_PARALLELISM - 1), () -> 0);
        ColumnKeys keys = new ColumnKeys(List.of(0, 1));
        int first = keys.select(store, numbers, 0);
        keys.prepare(store, numbers);
        assertThat(keys.select(store, numbers, 1)).isNotEqualTo(first);
    }

    @Test
    void rowsOfOneKeyShareASlotAndOthersDoNot() {
        KeyedStore store = new KeyedStore("keys", MAX_PARALLELISM, new KeyGroupRange(0, MAX_PARALLELISM - 1), () -> 0);
        ColumnKeys keys = new ColumnKeys(List.of(1, 2));
        int first = keys.select(store, batch, 0);
        assertThat(keys.select(store, batch, 2)).isEqualTo(first);
        assertThat(keys.select(store, batch, 1)).isNotEqualTo(first);
    }

    @Test
    void preparedRowsHaveTheSlotsThatTheyHadBefore() {
        for (List<Integer> columns : List.of(List.of(0), List.of(1, 2), List.of(3, 2, 1), List.<Integer>of())) {
            KeyedStore store =
                    new KeyedStore("keys", MAX_PARALLELISM, new KeyGroupRange(0, MAX_PARALLELISM - 1), () -> 0);
            ColumnKeys keys = new ColumnKeys(columns);
            int[] slots = new int[batch.size];
            keys.prepare(store, batch);
            for (int row = 0; row < batch.size; row++) {
                slots[row] = keys.select(store, batch, row);
            }
            keys.prepare(store, batch);
            for (int row = batch.size - 1; row >= 0; row--) {
                assertThat(keys.select(store, batch, row)).isEqualTo(slots[row]);
            }
        }
    }

    @Test
    void preparingFindsTheSlotsOfKeysThatAreThereAndNoOthers() {
        for (List<Integer> columns : List.of(List.of(0), List.of(1, 2))) {
            KeyedStore store =
                    new KeyedStore("keys", MAX_PARALLELISM, new KeyGroupRange(0, MAX_PARALLELISM - 1), () -> 0);
            ColumnKeys keys = new ColumnKeys(columns);
            int slot = keys.select(store, batch, 2);
            keys.prepare(store, batch);
            assertThat(keys.preparedSlot(1)).isEqualTo(-1);
            assertThat(keys.preparedSlot(2)).isEqualTo(slot);
        }
    }

    @Test
    void preparingFindsNoSlotOfAColumnThatIsNoNumber() {
        KeyedStore store = new KeyedStore("keys", MAX_PARALLELISM, new KeyGroupRange(0, MAX_PARALLELISM - 1), () -> 0);
        ColumnKeys keys = new ColumnKeys(List.of(2));
        keys.select(store, batch, 0);
        keys.prepare(store, batch);
        assertThat(keys.preparedSlot(0)).isEqualTo(-1);
    }

    @Test
    void rowsAreEqualByWhatTheyHold() {
        assertThat(RowData.of(1, new byte[] {1, 2})).isEqualTo(RowData.of(1, new byte[] {1, 2}));
        assertThat(RowData.of(1, new byte[] {1, 2}).hashCode())
                .isEqualTo(RowData.of(1, new byte[] {1, 2}).hashCode());
        assertThat(RowData.of(1, null)).isNotEqualTo(RowData.of(null, 1)).isNotEqualTo(RowData.of(1));
        assertThat(RowData.of("a", 7L).hashCode()).as("fixed for ever").isEqualTo(31 * (31 * 0 + 97) + 7);
    }
}
