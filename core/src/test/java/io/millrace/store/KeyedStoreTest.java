/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyedStoreTest {
    private final KeyedStore store = Tables.store();

    @Test
    void givesKeysBackInTheTypeTheyCameIn() {
        List<Object> keys = List.of(5, 5L, "5", -1L, 0, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE);
        for (Object key : keys) {
            store.select(key);
            store.longColumn("c").set(store.currentSlot(), 1);
        }
        List<Object> found = new ArrayList<>();
        store.forEachSlot(slot -> found.add(store.keyOf(slot)));
        assertThat(found).containsExactlyElementsOf(keys);
        assertThat(store.select(5)).isEqualTo(0);
        assertThat(store.select(5L)).isEqualTo(1);

        KeyedStore restored = Tables.store();
        Tables.restore(restored, Tables.writeAndClose(store.snapshot()));
        List<Object> restoredKeys = new ArrayList<>();
        restored.forEachSlot(slot -> restoredKeys.add(restored.keyOf(slot)));
        assertThat(restoredKeys).containsExactlyElementsOf(keys);
    }

    @Test
    void emptySlotIsFreedAndUsedAgain() {
        LongColumn column = store.longColumn("c");
        int first = store.select("a");
        store.release();
        assertThat(store.size()).isZero();
        assertThat(store.select("b")).isEqualTo(first);
        column.set(first, 0);
        store.release();
        assertThat(store.find("b")).isEqualTo(first);
        assertThat(store.find("a")).isEqualTo(-1);
        store.selectSlot(first);
        column.clear(first);
        store.release();
        assertThat(store.find("b")).isEqualTo(-1);
    }

    /** More than one presence word holds, and than two. */
    @Test
    void holdsAnyNumberOfStates() {
        int states = 150;
        Random random = new Random(7);
        Map<Integer, Map<Integer, Long>> model = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            int key = random.nextInt(300);
            int state = random.nextInt(states);
            int slot = store.select(key);
            Map<Integer, Long> row = model.computeIfAbsent(key, absent -> new TreeMap<>());
            if (random.nextInt(3) > 0) {
                clear(state, slot);
                row.remove(state);
            } else {
                long value = random.nextInt(5);
                set(state, slot, value);
                row.put(state, value);
            }
            store.release();
            assertThat(store.find(key) >= 0).as("key %d", key).isEqualTo(!row.isEmpty());
        }

        model.values().removeIf(Map::isEmpty);
        assertThat(contents(store, states)).isEqualTo(model);
        KeyedStore restored = Tables.store();
        Tables.restore(restored, Tables.writeAndClose(store.snapshot()));
        assertThat(contents(restored, states)).isEqualTo(model);
    }

    private void set(int state, int slot, long value) {
        if (state % 2 == 0) {
            store.longColumn("s" + state).set(slot, value);
        } else {
            store.<String>objectColumn("s" + state, String.class).set(slot, Long.toString(value));
        }
    }

    private void clear(int state, int slot) {
        if (state % 2 == 0) {
            store.longColumn("s" + state).clear(slot);
        } else {
            store.<String>objectColumn("s" + state, String.class).clear(slot);
        }
    }

    private static Map<Integer, Map<Integer, Long>> contents(KeyedStore store, int states) {
        Map<Integer, Map<Integer, Long>> contents = new TreeMap<>();
        store.forEachSlot(slot -> {
            Map<Integer, Long> row = new TreeMap<>();
            for (int state = 0; state < states; state++) {
                LongColumn longs = state % 2 == 0 ? store.longColumn("s" + state) : null;
                if (longs != null && longs.has(slot)) {
                    row.put(state, longs.get(slot));
                } else if (longs == null) {
                    String text = store.<String>objectColumn("s" + state, String.class)
                            .get(slot);
                    if (text != null) {
                        row.put(state, Long.parseLong(text));
                    }
                }
            }
            contents.put((Integer) store.keyOf(slot), row);
        });
        return contents;
    }

    @Test
    void growsPastManyPages() {
        LongColumn column = store.longColumn("c");
        for (long key = 0; key < 100_000; key++) {
            column.set(store.select(key * 31), key);
        }
        assertThat(store.size()).isEqualTo(100_000);
        for (long key = 0; key < 100_000; key++) {
            assertThat(column.get(store.find(key * 31))).isEqualTo(key);
        }
        assertThat(store.stateBytesEstimate()).isBetween(2_000_000L, 10_000_000L);
    }

    @Test
    void declaringAgainReturnsTheSameState() {
        ValueState<String> state = store.valueState(new ValueStateDescriptor<>("s", String.class));
        assertThat(store.valueState(new ValueStateDescriptor<>("s", String.class)))
                .isSameAs(state);
        assertThat(store.longColumn("c")).isSameAs(store.longColumn("c"));
        assertThat(store.eventTimers()).isSameAs(store.eventTimers());
    }

    @Test
    void refusesAnotherKindUnderOneName() {
        store.valueState(new ValueStateDescriptor<>("s", String.class));
        assertThatThrownBy(() -> store.listState(new ListStateDescriptor<>("s")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"s\"")
                .hasMessageContaining("value")
                .hasMessageContaining("list");
    }

    @Test
    void refusesToRestoreAnotherClass() {
        store.valueState(new ValueStateDescriptor<>("s", String.class));
        store.select(1L);
        store.<String>valueState(new ValueStateDescriptor<>("s")).update("text");
        KeyedStore restored = Tables.store();
        Tables.restore(restored, Tables.writeAndClose(store.snapshot()));
        assertThatThrownBy(() -> restored.valueState(new ValueStateDescriptor<>("s", Integer.class)))
                .hasMessageContaining("\"s\"")
                .hasMessageContaining("java.lang.Integer")
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void keepsRestoredStateThatTheProgramDoesNotDeclare() {
        ValueState<String> state = store.valueState(new ValueStateDescriptor<>("odd name/1", String.class));
        store.select(1L);
        state.update("text");
        KeyedStore passing = Tables.store();
        Tables.restore(passing, Tables.writeAndClose(store.snapshot()));
        KeyedStore restored = Tables.store();
        Tables.restore(restored, Tables.writeAndClose(passing.snapshot()));
        ValueState<String> again = restored.valueState(new ValueStateDescriptor<>("odd name/1", String.class));
        restored.select(1L);
        assertThat(again.value()).isEqualTo("text");
    }

    @Test
    void restoresBeforeDeclaringOnly() {
        store.longColumn("c").set(store.select(1L), 1);
        byte[] table = Tables.writeAndClose(store.snapshot());
        assertThatThrownBy(() -> Tables.restore(store, table)).hasMessageContaining("Restore first");
        KeyedStore twice = Tables.store();
        assertThatThrownBy(() -> Tables.restore(twice, table, table)).hasMessageContaining("twice");
    }

    @Test
    void namesWithOneSanitizedFormStayApart() {
        LongColumn dash = store.longColumn("a-b");
        LongColumn dot = store.longColumn("a.b");
        LongColumn key = store.longColumn("key");
        int slot = store.select("k");
        dash.set(slot, 1);
        dot.set(slot, 2);
        key.set(slot, 3);
        KeyedStore restored = Tables.store();
        Tables.restore(restored, Tables.writeAndClose(store.snapshot()));
        slot = restored.find("k");
        assertThat(restored.longColumn("a.b").get(slot)).isEqualTo(2);
        assertThat(restored.longColumn("a-b").get(slot)).isEqualTo(1);
        assertThat(restored.longColumn("key").get(slot)).isEqualTo(3);
    }

    @Test
    void writesUnionsAndNullsWithoutMixingThemUp() {
        ValueState<Optional<String>> maybe = store.valueState(new ValueStateDescriptor<>("maybe"));
        ObjectColumn<Object> any = store.objectColumn("any", Shape.class);
        MapState<String, Integer> map = store.mapState(new MapStateDescriptor<>("map", String.class, Integer.class));
        int slot = store.select("k");
        maybe.update(Optional.empty());
        any.set(slot, new Circle(3));
        map.put("none", null);
        map.put("one", 1);
        KeyedStore restored = Tables.store();
        Tables.restore(restored, Tables.writeAndClose(store.snapshot()));
        slot = restored.select("k");
        assertThat(restored.<Optional<String>>valueState(new ValueStateDescriptor<>("maybe"))
                        .value())
                .isEqualTo(Optional.empty());
        assertThat(restored.objectColumn("any", Shape.class).get(slot)).isEqualTo(new Circle(3));
        MapState<String, Integer> again =
                restored.mapState(new MapStateDescriptor<>("map", String.class, Integer.class));
        assertThat(again.contains("none")).isTrue();
        assertThat(again.get("none")).isNull();
        assertThat(again.values()).containsExactly(null, 1);
    }

    public sealed interface Shape permits Circle, Square {}

    public record Circle(int radius) implements Shape {}

    public record Square(int side) implements Shape {}

    @Test
    void mapEntriesCanBeSetAndRemovedThroughTheIterator() {
        MapState<String, Integer> map = store.mapState(new MapStateDescriptor<>("map"));
        store.select("k");
        map.putAll(Map.of("a", 1));
        map.put("b", 2);
        for (Map.Entry<String, Integer> entry : map.entries()) {
            entry.setValue(entry.getValue() * 10);
        }
        assertThat(map.values()).containsExactly(10, 20);
        Iterator<String> keys = map.keys().iterator();
        while (keys.hasNext()) {
            keys.next();
            keys.remove();
        }
        assertThat(map.isEmpty()).isTrue();
        store.release();
        assertThat(store.size()).isZero();
    }

    @Test
    void listIsReplacedClearedAndAddedTo() {
        ListState<String> list = store.listState(new ListStateDescriptor<>("list"));
        store.select("k");
        assertThat(list.get()).isEmpty();
        list.addAll(List.of("a", "b"));
        list.update(new ArrayList<>(List.of("c")));
        list.add("d");
        assertThat(list.get()).containsExactly("c", "d");
        list.update(List.of());
        store.release();
        assertThat(store.size()).isZero();
    }

    @Test
    void refusesNulls() {
        store.select("k");
        ListState<String> list = store.listState(new ListStateDescriptor<>("list"));
        MapState<String, String> map = store.mapState(new MapStateDescriptor<>("map"));
        assertThatThrownBy(() -> store.select((Object) null)).hasMessageContaining("key must not be null");
        assertThatThrownBy(() -> list.add(null)).hasMessageContaining("null");
        assertThatThrownBy(() -> list.addAll(Arrays.asList("a", null))).hasMessageContaining("null");
        assertThat(list.get()).isEmpty();
        assertThatThrownBy(() -> map.put(null, "v")).hasMessageContaining("null");
        assertThatThrownBy(() -> store.objectColumn("c", null).set(0, null)).hasMessageContaining("null");
    }

    @Test
    void refusesStateWithoutACurrentKey() {
        ValueState<String> state = store.valueState(new ValueStateDescriptor<>("s"));
        assertThatThrownBy(state::value).hasMessageContaining("no key is current");
        assertThatThrownBy(store::currentKey).hasMessageContaining("no key is current");
    }

    @Test
    void failureOfAReduceFunctionNamesTheState() {
        store.select("k");
        ReducingState<Integer> sum = store.reducingState(new ReducingStateDescriptor<Integer>("sum", (a, b) -> {
            throw new IOException("no disk");
        }));
        sum.add(1);
        assertThatThrownBy(() -> sum.add(2)).hasMessageContaining("\"sum\"").hasMessageContaining("no disk");
        assertThat(sum.get()).isEqualTo(1);
    }

    @Test
    void valueThatIsOnlyLookedAtAfterTheBarrierMayBeChangedInPlace() {
        ValueState<List<String>> state = store.valueState(new ValueStateDescriptor<>("s"));
        store.select("k");
        state.update(new ArrayList<>(List.of("before")));
        StoreSnapshot snapshot = store.snapshot();
        state.value().add("after");
        KeyedStore restored = Tables.store();
        Tables.restore(restored, Tables.writeAndClose(snapshot));
        ValueState<List<String>> again = restored.valueState(new ValueStateDescriptor<>("s"));
        restored.select("k");
        assertThat(again.value()).containsExactly("before");
        assertThat(state.value()).containsExactly("before", "after");
    }

    @Test
    void copiesNothingOnceTheSnapshotIsClosed() {
        ValueState<List<String>> state = store.valueState(new ValueStateDescriptor<>("s"));
        store.select("k");
        List<String> list = new ArrayList<>(List.of("a"));
        state.update(list);
        store.snapshot().close();
        assertThat(state.value()).isSameAs(list);
        StoreSnapshot open = store.snapshot();
        assertThat(state.value()).isNotSameAs(list).isEqualTo(list);
        assertThat(state.value()).isSameAs(state.value());
        open.close();
    }
}
