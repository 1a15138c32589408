/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.CorruptSnapshotException;
import io.millrace.snapshot.StoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who wrote a table says which key groups are in it, so that only those read it who own some of them. */
class RestoreByWriterTest {
    private static final int MAX_PARALLELISM = 16;
    private static final int KEYS = 1_000;

    private final List<Integer> opened = new ArrayList<>();

    @Test
    void readsOnlyTablesThatMayHoldItsKeyGroups() throws IOException {
        List<StoredTable> tables = List.of(table(0, 4), table(1, 4), table(2, 4), table(3, 4));
        long restored = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            KeyedStore store = keyed(subtask, 2);
            store.restore(tables);
            restored += store.size();
        }
        assertThat(restored).isEqualTo(KEYS);
        assertThat(opened).containsExactly(0, 1, 2, 3);
    }

    @Test
    void everySubtaskReadsATableOfWhichItOwnsAPart() throws IOException {
        List<StoredTable> tables = List.of(table(0, 2), table(1, 2));
        long restored = 0;
        for (int subtask = 0; subtask < 3; subtask++) {
            KeyedStore store = keyed(subtask, 3);
            store.restore(tables);
            restored += store.size();
        }
        assertThat(restored).isEqualTo(KEYS);
        assertThat(opened).containsExactly(0, 0, 1, 1);
    }

    @Test
    void refusesARowThatItsWriterDidNotOwn() {
        StoredTable ofAnother = table(0, 2).writtenBy(1, 2);
        assertThatThrownBy(() -> keyed(1, 2).restore(List.of(ofAnother)))
                .isInstanceOf(CorruptSnapshotException.class)
                .hasMessageContaining("the subtask that wrote it owned 8 to 15");
    }

    @Test
    void slicesAreReadInTheSameWay() throws IOException {
        KeyGroupRange first = KeyGroups.rangeOf(0, MAX_PARALLELISM, 2);
        SliceStore written = SliceStore.ofLongs("slices", MAX_PARALLELISM, first);
        SliceTable slice = written.slice(1_000);
        for (long key = 0; key < KEYS; key++) {
            if (first.contains(groupOf(key))) {
                slice.setLong(slice.slotOf(key), key);
            }
        }
        byte[] bytes = Tables.writeAndClose(written.snapshot());
        SliceStore other = SliceStore.ofLongs("slices", MAX_PARALLELISM, KeyGroups.rangeOf(1, MAX_PARALLELISM, 2));
        other.restore(List.of(stored(0, bytes).writtenBy(0, 2)));
        assertThat(opened).isEmpty();
        assertThatThrownBy(() -> other.restore(List.of(stored(0, bytes).writtenBy(1, 2))))
                .isInstanceOf(CorruptSnapshotException.class)
                .hasMessageContaining("the subtask that wrote it owned 8 to 15");
        SliceStore same = SliceStore.ofLongs("slices", MAX_PARALLELISM, first);
        same.restore(List.of(stored(0, bytes).writtenBy(0, 2)));
        assertThat(same.slice(1_000).size()).isEqualTo(slice.size());
    }

    private static int groupOf(long key) {
        return KeyGroups.keyGroupOf(KeyHash.of(key), MAX_PARALLELISM);
    }

    private static KeyedStore keyed(int subtask, int parallelism) {
        return new KeyedStore(
                "keyed", MAX_PARALLELISM, KeyGroups.rangeOf(subtask, MAX_PARALLELISM, parallelism), () -> 0);
    }

    /** The table of a subtask, with those of {@link #KEYS} keys that are its own. */
    private StoredTable table(int subtask, int parallelism) {
        KeyedStore store = keyed(subtask, parallelism);
        LongColumn column = store.longColumn("value");
        KeyGroupRange range = KeyGroups.rangeOf(subtask, MAX_PARALLELISM, parallelism);
        for (long key = 0; key < KEYS; key++) {
            if (range.contains(groupOf(key))) {
                column.set(store.select(key), key);
                store.release();
            }
        }
        return stored(subtask, Tables.writeAndClose(store.snapshot())).writtenBy(subtask, parallelism);
    }

    private StoredTable stored(int number, byte[] bytes) {
        return StoredTable.of(() -> {
            opened.add(number);
            return new AvroTableReader("test", bytes);
        });
    }
}
