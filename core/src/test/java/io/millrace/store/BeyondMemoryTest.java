/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.environment.ColdStorage;
import io.millrace.environment.RowStore;
import io.millrace.environment.RowView;
import io.millrace.environment.SortedRows;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.StateTtlConfig;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.tuple.Tuple2;
import io.millrace.window.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store does with more keys than it may have in memory; that it does the rest as ever is for the model test. */
class BeyondMemoryTest {
    private static final int IN_MEMORY = 16;

    private long now = 1_000;
    private final RowStore rows = newRows();
    private final KeyedStore store = Tables.store(() -> now, new ColdStorage(rows, IN_MEMORY));
    private final ValueState<Long> count = store.valueState(new ValueStateDescriptor<>("count", Long.class));

    RowStore newRows() {
        return new SortedRows();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void add(Object key, long value) throws Exception {
        store.select(key);
        Long before = count.value();
        count.update(before == null ? value : before + value);
        store.release();
        store.evict();
    }

    private Long valueOf(Object key) throws Exception {
        store.select(key);
        Long value = count.value();
        store.release();
        store.evict();
        return value;
    }

    private static long rows(RowView rows, byte kind) {
        long count = 0;
        try (RowView.Cursor cursor = rows.rows(RowKeys.first(kind), RowKeys.end(kind))) {
            while (cursor.next()) {
                count++;
            }
        }
        return count;
    }

    private static ValueStateDescriptor<String> expiring(String name) {
        ValueStateDescriptor<String> descriptor = new ValueStateDescriptor<>(name, String.class);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(Duration.ofMillis(100)).build());
        return descriptor;
    }

    @Test
    void countsManyMoreKeysThanThereIsRoomFor() throws Exception {
        for (int round = 1; round <= 3; round++) {
            for (long key = 0; key < 5_000; key++) {
                add(key, round);
            }
        }
        assertThat(store.size()).isEqualTo(5_000);
        assertThat(rows(rows, RowKeys.ROW)).isGreaterThan(5_000 - 2 * IN_MEMORY);
        assertThat(store.stateBytesEstimate()).isLessThan(100_000);
        for (long key = 0; key < 5_000; key++) {
            assertThat(valueOf(key)).isEqualTo(6);
        }
    }

    @Test
    void aJobWithRoomForItsKeysWritesNothing() throws Exception {
        for (int round = 0; round < 100; round++) {
            for (int key = 0; key < IN_MEMORY; key++) {
                add("key " + key, 1);
            }
        }
        assertThat(rows(rows, RowKeys.ROW)).isZero();
        assertThat(valueOf("key 3")).isEqualTo(100);
    }

    @Test
    void keysInUseStayAndOthersGo() throws Exception {
        for (long key = 0; key < 2_000; key++) {
            add("hot", 1);
            add(key, 1);
        }
        rows.deleteRange(RowKeys.first(RowKeys.ROW), RowKeys.end(RowKeys.ROW)); // so what is known now is in memory
        assertThat(valueOf("hot")).isEqualTo(2_000);
    }

    @Test
    void theCurrentKeyKeepsItsSlot() throws Exception {
        int slot = store.select("current");
        KeyedStore view = store.view("view/");
        count.update(5L);
        for (long key = 0; key < 100; key++) {
            view.select(key);
            view.valueState(new ValueStateDescriptor<>("other", Long.class)).update(key);
            view.release();
            store.evict();
        }
        assertThat(store.currentSlot()).isEqualTo(slot);
        assertThat(store.currentKey()).isEqualTo("current");
        assertThat(count.value()).isEqualTo(5);
    }

    @Test
    void whatIsClearedLeavesNothing() throws Exception {
        for (long key = 0; key < 500; key++) {
            add(key, 1);
        }
        for (long key = 0; key < 500; key++) {
            store.select(key);
            count.clear();
            store.release();
            store.evict();
        }
        assertThat(store.size()).isZero();
        assertThat(rows(rows, RowKeys.ROW)).isZero();
        assertThat(store.find(7L)).isEqualTo(-1);
    }

    @Test
    void clearForgetsAllKeys() throws Exception {
        for (long key = 0; key < 500; key++) {
            add(key, 1);
            store.eventTimers().register(store.select(key), key);
            store.release();
        }
        store.clear();
        assertThat(store.size()).isZero();
        assertThat(store.eventTimers().size()).isZero();
        assertThat(store.eventTimers().next()).isEqualTo(Long.MAX_VALUE);
        assertThat(rows(rows, RowKeys.ROW)).isZero();
    }

    @Test
    void timersBringTheirKeysBackInOrder() throws Exception {
        for (long key = 0; key < 1_000; key++) {
            int slot = store.select(key);
            count.update(key);
            store.eventTimers().register(slot, 10 * (key * 7919 % 1_000));
            store.eventTimers().register(slot, 10_000 + key);
            store.processingTimers().register(slot, -key);
            store.release();
            store.evict();
        }
        TimerQueue timers = store.eventTimers();
        assertThat(timers.size()).isEqualTo(2_000);
        assertThat(store.processingTimers().next()).isEqualTo(-999);
        List<Long> fired = new ArrayList<>();
        for (int slot = timers.pollDue(20_000); slot >= 0; slot = timers.pollDue(20_000)) {
            store.selectSlot(slot);
            assertThat(count.value()).isEqualTo(store.currentKey());
            fired.add(timers.polledTimestamp());
            store.release();
            store.evict();
        }
        assertThat(fired).hasSize(2_000).isSorted();
        assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
        assertThat(rows(rows, RowKeys.EVENT_TIMER)).isZero();
        assertThat(store.processingTimers().size()).isEqualTo(1_000);
    }

    @Test
    void timersOfColdKeysCanBeDeletedAndMoved() throws Exception {
        TimerQueue timers = store.eventTimers();
        for (long key = 0; key < 200; key++) {
            timers.register(store.select(key), key);
            store.release();
            store.evict();
        }
        for (long key = 0; key < 200; key += 2) {
            int slot = store.select(key);
            timers.delete(slot, key);
            if (key % 4 == 0) {
                timers.register(slot, -key);
            }
            store.release();
            store.evict();
        }
        assertThat(timers.size()).isEqualTo(150);
        assertThat(timers.next()).isEqualTo(-196);
    }

    @Test
    void everyKeyIsVisitedOnceWhileTheVisitorChangesAndReleases() throws Exception {
        for (long key = 0; key < 300; key++) {
            add(key, key);
        }
        Map<Object, Long> visited = new TreeMap<>();
        store.<Exception>forEachSlot(slot -> {
            store.selectSlot(slot);
            long value = count.value();
            assertThat(visited.put(store.currentKey(), value)).isNull();
            if (value % 3 == 0) {
                count.clear();
            } else {
                count.update(-value);
            }
            store.release();
        });
        assertThat(visited).hasSize(300);
        visited.forEach((key, value) -> assertThat(value).isEqualTo(key));
        assertThat(store.size()).isEqualTo(200);
        assertThat(valueOf(100L)).isEqualTo(-100);
    }

    @Test
    void equalKeysAreOneKeyHoweverTheyAreWritten() throws Exception {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                List<String> order = round == 0 ? List.of("x" + i, "y", "z") : List.of("z", "y", "x" + i);
                Set<String> set = new LinkedHashSet<>(order);
                add(set, 1);
                add(Tuple2.of("t" + i, set), 1);
                add(round == 0 ? new LinkedList<>(List.of(1, i)) : new ArrayList<>(List.of(1, i)), 1);
            }
        }
        assertThat(store.size()).isEqualTo(300);
        Set<String> again = new LinkedHashSet<>(List.of("y", "x7", "z"));
        assertThat(valueOf(again)).isEqualTo(2);
        assertThat(valueOf(Tuple2.of("t7", again))).isEqualTo(2);
        assertThat(valueOf(new ArrayList<>(List.of(1, 7)))).isEqualTo(2);
    }

    @Test
    void keysOfAllTypesComeBackAsTheyWere() throws Exception {
        Map<Object, Long> expected = new HashMap<>();
        for (long i = 0; i < 50; i++) {
            for (Object key :
                    List.of(i, (int) i, "k" + i, Tuple2.of("k" + i, i), new WindowKey("k", new TimeWindow(i, i + 1)))) {
                add(key, i);
                expected.put(key, i);
            }
        }
        KeyedStore restored = Tables.store();
        Tables.restore(restored, Tables.writeAndClose(store.snapshot()));
        ValueState<Long> again = restored.valueState(new ValueStateDescriptor<>("count", Long.class));
        Map<Object, Long> found = new HashMap<>();
        restored.<Exception>forEachSlot(slot -> {
            restored.selectSlot(slot);
            found.put(restored.currentKey(), again.value());
        });
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void statesMayBeDeclaredAlongTheWay() throws Exception {
        for (long key = 0; key < 100; key++) {
            add(key, key);
        }
        ListState<Object> later = store.listState(new ListStateDescriptor<>("later"));
        store.select(3L);
        assertThat(later.get()).isEmpty();
        later.add("text");
        store.release();
        for (long key = 0; key < 100; key++) {
            add(key, 1);
        }
        store.select(3L);
        assertThat(later.get()).containsExactly("text");
        assertThat(count.value()).isEqualTo(4);
    }

    @Test
    void aTimeToLiveThatIsDeclaredAfterTheRestoreCountsForAllKeys() throws Exception {
        KeyedStore first = Tables.store(() -> now);
        ValueState<String> before = first.valueState(new ValueStateDescriptor<>("text", String.class));
        for (long key = 0; key < 100; key++) {
            first.select(key);
            before.update("text " + key);
            first.release();
        }
        try (KeyedStores restored = new KeyedStores()) {
            Tables.restore(restored.store, Tables.writeAndClose(first.snapshot()));
            ValueState<String> after = restored.store.valueState(expiring("text"));
            now += 60;
            restored.store.select(50L);
            assertThat(after.value()).isEqualTo("text 50");
            restored.store.release();
            byte[] saved = Tables.writeAndClose(restored.store.snapshot());
            now += 40;
            for (long key = 0; key < 100; key++) {
                restored.store.select(key);
                assertThat(after.value()).isNull();
                restored.store.release();
            }
            try (KeyedStores again = new KeyedStores()) {
                Tables.restore(again.store, saved);
                ValueState<String> plain = again.store.valueState(new ValueStateDescriptor<>("text", String.class));
                again.store.select(51L);
                assertThat(plain.value()).isEqualTo("text 51");
            }
        }
    }

    @Test
    void whatHasExpiredGoesThoughItsKeyNeverComesAgain() throws Exception {
        ValueState<String> text = store.valueState(expiring("text"));
        for (long key = 0; key < 200; key++) {
            store.select(key);
            text.update("text " + key);
            store.release();
            store.evict();
        }
        assertThat(rows(rows, RowKeys.ROW)).isGreaterThan(150);
        now += 100;
        for (int step = 0; step < 300; step++) {
            store.select(-1L);
            store.release();
            store.afterStep();
        }
        assertThat(store.size()).isZero();
        assertThat(rows(rows, RowKeys.ROW)).isZero();
    }

    @Test
    void aCheckpointWritesTheColdKeysThatChangedAndNoOthers() throws Exception {
        for (long key = 0; key < 1_000; key++) {
            add(key, 1);
        }
        store.snapshot().close();
        for (long key = 0; key < 30; key++) {
            add(key, 1);
        }
        for (long key = 100; key < 900; key++) {
            valueOf(key);
        }
        try (StoreSnapshot snapshot = store.snapshot()) {
            // those that were in memory when the first was taken may count as changed once more
            assertThat(TableHistory.table(snapshot).changes().rowCount()).isBetween(30L, 30L + IN_MEMORY + 1);
        }
    }

    @Test
    void notesOfChangesGoWhenAllRowsAreInACheckpoint() throws Exception {
        for (int round = 0; round < 3; round++) {
            for (long key = 0; key < 100; key++) {
                add(key, 1);
            }
            store.snapshot().close();
        }
        assertThat(rows(rows, RowKeys.CHANGE)).isGreaterThan(150);
        try (StoreSnapshot snapshot = store.snapshot()) {
            TableHistory.table(snapshot).changes().forget();
        }
        store.snapshot().close();
        assertThat(rows(rows, RowKeys.CHANGE)).isZero();
    }

    @Test
    void aSnapshotOutlivesItsStore() throws Exception {
        for (long key = 0; key < 100; key++) {
            add(key, key);
        }
        StoreSnapshot snapshot = store.snapshot();
        add(5L, 1);
        store.close();
        KeyedStore restored = Tables.store();
        Tables.restore(restored, Tables.writeAndClose(snapshot));
        ValueState<Long> again = restored.valueState(new ValueStateDescriptor<>("count", Long.class));
        restored.select(5L);
        assertThat(again.value()).isEqualTo(5);
        assertThat(restored.size()).isEqualTo(100);
    }

    /** A store of the same kind. */
    private final class KeyedStores implements AutoCloseable {
        private final KeyedStore store = Tables.store(() -> now, new ColdStorage(newRows(), IN_MEMORY));

        @Override
        public void close() {
            store.close();
        }
    }
}
