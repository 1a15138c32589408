/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.snapshot.StoredTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceStoreTest {
    private static final KeyGroupRange ALL = new KeyGroupRange(0, 15);

    @Test
    void slotsAreDenseInOrderOfInsertion() {
        SliceTable slice = SliceStore.ofLongs("test", 16, ALL).slice(1000);
        long[] keys = {7, -7, 0, Long.MIN_VALUE, Long.MAX_VALUE};
        for (int i = 0; i < keys.length; i++) {
            assertThat(slice.find(keys[i])).isEqualTo(-1);
            assertThat(slice.slotOf(keys[i])).isEqualTo(i);
        }
        for (int i = 0; i < keys.length; i++) {
            assertThat(slice.slotOf(keys[i])).isEqualTo(i);
            assertThat(slice.keyAt(i)).isEqualTo(keys[i]);
        }
        assertThat(slice.size()).isEqualTo(keys.length);
    }

    @Test
    void keysOfDifferentTypesStayApart() {
        SliceTable slice = SliceStore.ofLongs("test", 16, ALL).slice(1000);
        slice.setLong(slice.slotOf(5L), 1);
        slice.setLong(slice.slotOf("x"), 2);
        slice.setLong(slice.slotOf(5), 3);
        assertThat(slice.longAt(slice.find(5L))).isEqualTo(1);
        assertThat(slice.longAt(slice.find((Object) 5))).isEqualTo(3);
        assertThat(slice.keyAt(2)).isEqualTo(5);
        assertThat(slice.find("y")).isEqualTo(-1);
    }

    @Test
    void aSealedSliceStillFindsAndTakesKeys() {
        SliceStore store = SliceStore.ofLongs("test", 16, ALL);
        for (long end = 1; end <= 3; end++) {
            for (long key = 0; key < 5_000; key++) {
                store.slice(end).setLong(store.slice(end).slotOf(key * end), key);
            }
        }
        for (long end = 1; end <= 3; end++) {
            store.number(store.slice(end));
            store.seal(store.slice(end));
        }
        for (long end = 1; end <= 3; end++) {
            SliceTable slice = store.slice(end);
            assertThat(slice.size()).isEqualTo(5_000);
            assertThat(slice.longAt(slice.find(4_321 * end))).isEqualTo(4_321);
            assertThat(slice.find(-1L)).isEqualTo(-1);
            assertThat(slice.slotOf(-1L)).isEqualTo(5_000);
            assertThat(slice.longAt(slice.find(4_999 * end))).isEqualTo(4_999);
            store.number(slice);
            store.seal(slice);
            slice.setLong(7, 70);
            assertThat(slice.longAt(7)).isEqualTo(70);
            assertThat(slice.keyAt(5_000)).isEqualTo(-1L);
        }
    }

    @Test
    void aKeyHasANumberAsLongAsANumberedSliceHoldsIt() {
        SliceStore store = SliceStore.ofLongs("test", 16, ALL);
        fill(store, 1, "a", 7L, 7);
        fill(store, 2, 7L, "b");
        fill(store, 3, range(100, 2_000).toArray());
        SliceTable second = store.slice(2);
        assertThat(second.numberAt(second.find(7L)))
                .isEqualTo(store.slice(1).numberAt(store.slice(1).find(7L)));
        assertThat(store.numberedKeys().limit()).isEqualTo(1_904);
        store.drop(1);
        takeNumbersBack(store, "a");
        assertThat(store.numberedKeys().find("a")).isEqualTo(-1);
        assertThat(store.numberedKeys().find(7)).isEqualTo(-1);
        assertThat(store.numberedKeys().keyOf(store.numberedKeys().find(7L))).isEqualTo(7L);
        fill(store, 4, "c", 8);
        assertThat(store.numberedKeys().limit()).isEqualTo(1_904);
        assertThat(keysOf(store.slice(4))).containsExactlyInAnyOrder("c", 8);
        assertThat(keysOf(second)).containsExactlyInAnyOrder(7L, "b");
        assertThat(keysOf(store.slice(3))).hasSameElementsAs(range(100, 2_000));
    }

    @Test
    void numbersAreGivenAnewWhereMostAreNotInUse() {
        SliceStore store = SliceStore.ofLongs("test", 16, ALL);
        fill(store, 1, LongStream.range(0, 5_000).boxed().toArray());
        fill(store, 2, LongStream.range(4_000, 5_000).boxed().toArray());
        assertThat(store.renumber()).isFalse();
        StoreSnapshot snapshot = store.snapshot();
        store.drop(1);
        assertThat(isRenumberedInTime(store)).isTrue();
        assertThat(store.numberedKeys().limit()).isEqualTo(1_000);
        int slot = store.slice(2).find(4_042L);
        assertThat(store.slice(2).keyAt(slot)).isEqualTo(4_042L);
        assertThat(store.numberedKeys().find((Object) 4_042L))
                .isEqualTo(store.slice(2).numberAt(slot));
        SliceStore restored = SliceStore.ofLongs("test", 16, ALL);
        Tables.restore(restored, Tables.writeAndClose(snapshot));
        assertThat(restored.slice(1).size()).isEqualTo(5_000);
        assertThat(restored.slice(2).find(4_042L)).isNotNegative();
    }

    @Test
    void snapshotsKeepTheNumbersOfASliceThatIsSealedAgain() {
        SliceStore store = SliceStore.ofLongs("test", 16, ALL);
        StoreSnapshot snapshot = snapshotOfASliceThatIsSealedAgain(store);
        store.drop(1);
        assertThat(isRenumberedInTime(store)).isTrue();
        assertThat(keysOf(restored(snapshot).slice(2))).hasSameElementsAs(range(4_000, 5_000));
    }

    @Test
    void snapshotsKeepTheNumbersOfASliceThatIsSealedAgainAndDropped() {
        SliceStore store = SliceStore.ofLongs("test", 16, ALL);
        StoreSnapshot snapshot = snapshotOfASliceThatIsSealedAgain(store);
        store.drop(2);
        fill(store, 3, range(0, 1_000).toArray());
        assertThat(keysOf(restored(snapshot).slice(2))).hasSameElementsAs(range(4_000, 5_000));
    }

    /** After the snapshot, slice 2 is opened by a late key and sealed once more. */
    private static StoreSnapshot snapshotOfASliceThatIsSealedAgain(SliceStore store) {
        fill(store, 1, range(0, 5_000).toArray());
        fill(store, 2, range(4_000, 5_000).toArray());
        StoreSnapshot snapshot = store.snapshot();
        fill(store, 2, 4_000L);
        return snapshot;
    }

    /** Windows fire until a key is gone that no slice holds. */
    private static void takeNumbersBack(SliceStore store, Object key) {
        for (int window = 0; window < 1_000 && store.numberedKeys().find(key) >= 0; window++) {
            store.renumber();
        }
    }

    private static boolean isRenumberedInTime(SliceStore store) {
        return IntStream.range(0, 1_000).anyMatch(window -> store.renumber());
    }

    private static SliceStore restored(StoreSnapshot snapshot) {
        SliceStore restored = SliceStore.ofLongs("test", 16, ALL);
        Tables.restore(restored, Tables.writeAndClose(snapshot));
        return restored;
    }

    private static List<Long> range(long first, long end) {
        return LongStream.range(first, end).boxed().toList();
    }

    private static List<Object> keysOf(SliceTable slice) {
        List<Object> keys = new ArrayList<>();
        for (int slot = slice.next(0); slot >= 0; slot = slice.next(slot + 1)) {
            keys.add(slice.keyAt(slot));
        }
        return keys;
    }

    /** A slice of keys that is taken in. */
    private static void fill(SliceStore store, long end, Object... keys) {
        for (Object key : keys) {
            store.slice(end).slotOf(key);
        }
        store.number(store.slice(end));
        store.seal(store.slice(end));
    }

    @Test
    void slicesComeInOrderOfTheirEnds() {
        SliceStore store = SliceStore.ofLongs("test", 16, ALL);
        assertThat(store.firstEnd()).isEqualTo(Long.MAX_VALUE);
        for (long end : new long[] {50, -10, 30, 20, 40, 10, 90, 80, 70, 60}) {
            store.slice(end).slotOf(end);
        }
        List<Long> ends = new ArrayList<>();
        for (long end = store.firstEnd(); end != Long.MAX_VALUE; end = store.nextEnd(end)) {
            ends.add(end);
        }
        assertThat(ends).containsExactly(-10L, 10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L);
        assertThat(store.nextEnd(21)).isEqualTo(30);
        store.drop(-10);
        store.drop(30);
        assertThat(store.firstEnd()).isEqualTo(10);
        assertThat(store.find(30)).isNull();
        assertThat(store.slice(30).size()).isZero();
        assertThat(store.slice(30).find(30L)).isEqualTo(-1);
        assertThat(store.slice(30).longAt(0)).isZero();
    }

    @Test
    void refusesAccumulatorsOfTheOtherKind() {
        SliceStore longs = SliceStore.ofLongs("test", 16, ALL);
        longs.slice(1).setLong(longs.slice(1).slotOf(1L), 1);
        SliceStore objects = SliceStore.ofObjects("test", 16, ALL, null);
        byte[] table = Tables.writeAndClose(longs.snapshot());
        assertThatThrownBy(() -> Tables.restore(objects, table)).hasMessageContaining("long accumulators");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeMapsAndSnapshotsShowTheirMoment(long seed) {
        Random random = new Random(seed);
        boolean longs = seed % 2 == 0;
        boolean longKeys = seed % 4 < 2;
        SliceStore store = store(longs, ALL);
        Map<String, String> model = new TreeMap<>();
        List<StoreSnapshot> open = new ArrayList<>();
        List<Map<String, String>> expected = new ArrayList<>();
        TableHistory history = new TableHistory();
        Set<Long> crowded = new TreeSet<>();
        int checked = 0;
        int renumbered = 0;
        int numbered = 0;
        for (int step = 0; step < 20_000; step++) {
            long end = (step / 1000 + random.nextInt(5)) * 10L;
            Object key = longKeys ? (Object) (long) random.nextInt(200) : "key " + random.nextInt(200);
            int choice = random.nextInt(1000);
            if (choice < 3) {
                StoreSnapshot snapshot = store.snapshot();
                history.take(snapshot);
                open.add(snapshot);
                expected.add(new TreeMap<>(model));
            } else if (choice < 6 && !open.isEmpty()) {
                int next = random.nextInt(open.size());
                StoreSnapshot written = open.remove(next);
                history.write(written, random);
                check(history.table(written, random), longs, random, expected.remove(next));
                checked++;
            } else if (choice < 8 && !store.isEmpty()) {
                long first = store.at(random.nextInt(store.count())).end();
                store.drop(first);
                model.keySet().removeIf(name -> name.startsWith(first + " "));
                crowded.remove(first);
            } else if (choice < 30) {
                store.number(store.slice(end));
                store.seal(store.slice(end));
            } else if (choice < 34 && crowded.isEmpty()) {
                for (long other = 200; other < 2_000; other++) {
                    count(store, model, end, longKeys ? (Object) other : "key " + other, longs);
                }
                store.number(store.slice(end));
                store.seal(store.slice(end));
                crowded.add(end);
            } else if (choice < 34) {
                // most numbers are free then
                for (long gone : crowded) {
                    store.drop(gone);
                    model.keySet().removeIf(name -> name.startsWith(gone + " "));
                }
                crowded.clear();
                renumbered += isRenumberedInTime(store) ? 1 : 0;
            } else {
                count(store, model, end, key, longs);
                numbered += store.slice(end).isNumbered() ? 1 : 0;
            }
        }
        assertThat(dump(store, longs)).isEqualTo(model);
        assertThat(checked).isGreaterThan(20);
        assertThat(renumbered).isPositive();
        assertThat(numbered).isGreaterThan(1_000);
    }

    private static void count(SliceStore store, Map<String, String> model, long end, Object key, boolean longs) {
        add(store.slice(end), key, longs);
        model.merge(end + " " + key, "1", (a, b) -> String.valueOf(Integer.parseInt(a) + 1));
    }

    private static SliceStore store(boolean longs, KeyGroupRange range) {
        return longs ? SliceStore.ofLongs("test", 16, range) : SliceStore.ofObjects("test", 16, range, null);
    }

    private static void add(SliceTable slice, Object key, boolean longs) {
        int slot = key instanceof Long number ? slice.slotOf(number.longValue()) : slice.slotOf(key);
        if (longs) {
            slice.setLong(slot, slice.longAt(slot) + 1);
            return;
        }
        @SuppressWarnings("unchecked")
        List<Integer> accumulator = (List<Integer>) slice.objectAt(slot);
        if (accumulator == null) {
            accumulator = new ArrayList<>();
            slice.setObject(slot, accumulator);
        }
        accumulator.add(1); // in place
    }

    private static void check(StoredTable table, boolean longs, Random random, Map<String, String> expected) {
        int parallelism = 1 + random.nextInt(4);
        Map<String, String> union = new TreeMap<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            SliceStore part = store(longs, KeyGroups.rangeOf(subtask, 16, parallelism));
            Tables.restore(part, List.of(table));
            dump(part, longs)
                    .forEach((name, count) -> assertThat(union.put(name, count)).isNull());
        }
        assertThat(union).isEqualTo(expected);
    }

    private static Map<String, String> dump(SliceStore store, boolean longs) {
        Map<String, String> dump = new TreeMap<>();
        for (int i = 0; i < store.count(); i++) {
            SliceTable slice = store.at(i);
            for (int slot = slice.next(0); slot >= 0; slot = slice.next(slot + 1)) {
                Object accumulator = longs ? (Object) slice.longAt(slot) : ((List<?>) slice.objectAt(slot)).size();
                dump.put(slice.end() + " " + slice.keyAt(slot), accumulator.toString());
            }
        }
        return dump;
    }
}
