/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.data.RowData;
import io.millrace.data.RowType;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.StateTtlConfig;
import io.millrace.state.ValueStateDescriptor;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Rows in keys and in state, saved and restored, also where a later version declares other columns. */
class RowStateTest {
    private static final RowType OLD = RowType.of(List.of("gone", "n"), List.of(String.class, Integer.class));
    private static final RowType NEW = RowType.of(List.of("n", "added"), List.of(Long.class, String.class));

    private static KeyedStore store() {
        return new KeyedStore("test", 16, new KeyGroupRange(0, 15), () -> 0);
    }

    private static KeyedStore restored(KeyedStore store) {
        KeyedStore restored = store();
        Tables.restore(restored, Tables.writeAndClose(store.snapshot()));
        return restored;
    }

    private static Schema keySchema(KeyedStore store) {
        try (StoreSnapshot snapshot = store.snapshot()) {
            return snapshot.tables().get(0).schema().getField("key").schema();
        }
    }

    private static List<Object> keys(KeyedStore store) {
        List<Object> keys = new ArrayList<>();
        store.forEachSlot(slot -> keys.add(store.keyOf(slot)));
        return keys;
    }

    private static KeyedStore withKeys(Object... keys) {
        KeyedStore store = store();
        for (Object key : keys) {
            store.longColumn("n").set(store.select(key), 1);
            store.release();
        }
        return store;
    }

    @Test
    void keysOfUndeclaredColumnsComeBack() {
        Object[] keys = {RowData.of("a", 1), RowData.of(null, 2L), RowData.of(), "text", 5L};

        assertThat(keys(restored(withKeys(keys)))).containsExactlyInAnyOrder(keys);
    }

    @Test
    void keysOfDeclaredColumnsComeBackAndAreNamed() {
        Object[] keys = {RowData.of("a", 1), RowData.of(null, null)};
        KeyedStore store = withKeys(keys);
        store.keyType(RowType.of(List.of("region", "n"), List.of(String.class, Integer.class)));

        assertThat(keySchema(store).getFields()).extracting(Schema.Field::name).containsExactly("region", "n");
        KeyedStore restored = restored(store);
        assertThat(keys(restored)).containsExactlyInAnyOrder(keys);
        assertThat(keySchema(restored)).isEqualTo(keySchema(store));
    }

    @Test
    void theKeyOfOneColumnIsThatColumn() {
        for (Class<?> type : List.of(Integer.class, Long.class)) {
            KeyedStore numbers = withKeys(7L, -8L, RowData.of(new Object[] {null}));
            numbers.keyType(RowType.of(List.of("id"), List.of(type)));
            assertThat(keys(restored(numbers))).containsExactlyInAnyOrder(7L, -8L, RowData.of(new Object[] {null}));
        }
        KeyedStore texts = withKeys("a", RowData.of(new Object[] {null}));
        texts.keyType(RowType.of(List.of("name"), List.of(String.class)));
        assertThat(keys(restored(texts))).containsExactlyInAnyOrder("a", RowData.of(new Object[] {null}));
        KeyedStore fractions = withKeys(RowData.of(1.5), RowData.of(-0.0));
        fractions.keyType(RowType.of(List.of("x"), List.of(Double.class)));
        assertThat(keys(restored(fractions))).containsExactlyInAnyOrder(RowData.of(1.5), RowData.of(-0.0));
        assertThat(keySchema(texts).getField("name")).isNotNull();
    }

    @Test
    void keysKeepTheirTypes() {
        KeyedStore store = withKeys(RowData.of("a", 1));
        store.keyType(RowType.of(List.of("region", "n"), List.of(String.class, Integer.class)));
        KeyedStore restored = restored(store);

        restored.keyType(RowType.of(List.of("area", "n"), List.of(String.class, Integer.class)));
        assertThatThrownBy(() -> restored.keyType(RowType.of(List.of("area", "n"), List.of(String.class, Long.class))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Keys keep the types they were saved with");
    }

    @Test
    void numbersOfAnyWidthAreTheSameKeys() {
        KeyedStore store = withKeys(-7L);
        store.keyType(RowType.of(List.of("id"), List.of(Integer.class)));
        KeyedStore restored = restored(store);

        restored.keyType(RowType.of(List.of("id"), List.of(Long.class)));
        assertThat(keys(restored(restored))).containsExactly(-7L);
    }

    private static KeyedStore changed(Consumer<KeyedStore> saved) {
        KeyedStore store = store();
        store.select("key");
        saved.accept(store);
        KeyedStore restored = restored(store);
        restored.select("key");
        return restored;
    }

    @Test
    void columnsOfStatesOfEveryKindAreFoundByName() throws Exception {
        RowData old = RowData.of("x", 1);
        RowData wanted = RowData.of(1L, null);

        assertThat(changed(store -> store.<RowData>objectColumn("s", OLD).set(store.currentSlot(), old))
                        .<RowData>objectColumn("s", NEW)
                        .get(0))
                .isEqualTo(wanted);
        assertThat(changed(store -> update(() -> store.valueState(new ValueStateDescriptor<RowData>("s", OLD))
                                .update(old)))
                        .valueState(new ValueStateDescriptor<RowData>("s", NEW))
                        .value())
                .isEqualTo(wanted);
        assertThat(changed(store -> update(() -> store.listState(new ListStateDescriptor<RowData>("s", OLD))
                                .add(old)))
                        .listState(new ListStateDescriptor<RowData>("s", NEW))
                        .get())
                .containsExactly(wanted);
        MapState<RowData, RowData> map = changed(
                        store -> update(() -> store.mapState(new MapStateDescriptor<RowData, RowData>("s", OLD, OLD))
                                .put(old, old)))
                .mapState(new MapStateDescriptor<RowData, RowData>("s", NEW, NEW));
        assertThat(map.get(wanted)).isEqualTo(wanted);
        Timelines timelines = changed(store -> store.timelines("s", OLD).add(store.currentSlot(), 5, old))
                .timelines("s", NEW);
        assertThat(timelines.look(0).value(0)).isEqualTo(wanted);
    }

    private interface Update {
        void run() throws Exception;
    }

    private static void update(Update update) {
        try {
            update.run();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void columnsOfStatesWithATimeToLiveAreFoundByName() throws Exception {
        ValueStateDescriptor<RowData> before = new ValueStateDescriptor<>("s", OLD);
        before.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofHours(1)).build());
        ValueStateDescriptor<RowData> after = new ValueStateDescriptor<>("s", NEW);
        after.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofHours(1)).build());

        assertThat(changed(store -> update(() -> store.valueState(before).update(RowData.of("x", 1))))
                        .valueState(after)
                        .value())
                .isEqualTo(RowData.of(1L, null));
    }

    @Test
    void whatIsInContainersIsWidened() {
        Type before = ContainerType.of(TreeMap.class, Integer.class, Long.class);
        Type after = ContainerType.of(TreeMap.class, Long.class, Long.class);

        TreeMap<Long, Long> read = changed(store -> store.<TreeMap<Integer, Long>>objectColumn("s", before)
                        .set(store.currentSlot(), new TreeMap<>(java.util.Map.of(3, 1L, 1, 2L))))
                .<TreeMap<Long, Long>>objectColumn("s", after)
                .get(0);

        assertThat(read).isEqualTo(new TreeMap<>(java.util.Map.of(1L, 2L, 3L, 1L)));
    }

    @Test
    void refusesAColumnOfAnotherTypeByName() {
        KeyedStore restored =
                changed(store -> store.<RowData>objectColumn("s", OLD).set(store.currentSlot(), RowData.of("x", 1)));

        assertThatThrownBy(() -> restored.objectColumn("s", RowType.of(List.of("n"), List.of(String.class))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("State \"s\" of test")
                .hasMessageContaining("field n");
    }

    /** Rows that nobody has declared yet are written as they were. */
    @Test
    void columnsKeepTheirNamesWhileNobodyDeclaresThem() {
        KeyedStore restored =
                changed(store -> store.<RowData>objectColumn("s", OLD).set(store.currentSlot(), RowData.of("x", 1)));
        KeyedStore again = restored(restored);
        again.select("key");

        assertThat(again.<RowData>objectColumn("s", NEW).get(0)).isEqualTo(RowData.of(1L, null));
    }

    @Test
    void forgetsWhatNobodyDeclares() {
        KeyedStore saved = withKeys("a", "b");
        saved.longColumn("other").set(saved.select("a"), 2);
        KeyedStore restored = restored(saved);
        restored.longColumn("other");

        restored.forgetUndeclared();

        assertThat(keys(restored)).containsExactly("a");
        assertThat(restored(restored).holds("n")).isFalse();
        assertThat(restored.longColumn("n").get(restored.select("a"))).isZero();
    }

    private static ColumnBatch old(String gone, int n) {
        return new ColumnBatch(new Object[] {new Object[] {gone}, new int[] {n}}, new boolean[2][], new long[1], 1);
    }

    @Test
    void columnsOfRowsInArraysAreFoundByName() {
        RowColumn rows = changed(store -> store.rowColumn("s", OLD).set(store.currentSlot(), old("x", 1), 0))
                .rowColumn("s", NEW);
        assertThat(rows.rows().row(0)).isEqualTo(RowData.of(1L, null));

        RowLists lists = changed(store -> {
                    RowLists written = store.rowLists("s", OLD);
                    written.own(store.currentSlot()).add(0, written.newRow(old("x", 1), 0));
                    written.own(store.currentSlot()).add(0, written.newRow(old("x", 2), 0));
                })
                .rowLists("s", NEW);
        assertThat(lists.rows().row(lists.own(0).get(0))).isEqualTo(RowData.of(2L, null));
        assertThat(lists.rows().row(lists.own(0).get(1))).isEqualTo(RowData.of(1L, null));

        RowBags bags = changed(store -> {
                    RowBags written = store.rowBags("s", OLD);
                    RowBag bag = written.own(store.currentSlot());
                    bag.add(written.newRow(old("x", 1), 0));
                    bag.mark(bag.add(written.newRow(old("x", 1), 0)), 7);
                })
                .rowBags("s", NEW);
        RowBag bag = bags.own(0);
        assertThat(bags.rows().row(bag.row(0))).isEqualTo(RowData.of(1L, null));
        assertThat(bag.count(0)).isEqualTo(2);
        assertThat(bag.mark(0)).isEqualTo(7);
    }

    @Test
    void rowsThatWereSavedAsObjectsAreKeptInArrays() {
        RowColumn rows = changed(
                        store -> store.<RowData>objectColumn("s", OLD).set(store.currentSlot(), RowData.of("x", 1)))
                .rowColumn("s", NEW);
        assertThat(rows.rows().row(0)).isEqualTo(RowData.of(1L, null));
    }
}
