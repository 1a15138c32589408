/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowType;
import io.millrace.data.RowView;
import io.millrace.environment.ColdStorage;
import io.millrace.snapshot.StoredTable;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random work on stores at changing parallelism, beside maps of the JDK. Snapshots are written long after they were
 * taken, while values change in place, and must show the moment they were taken; whole, or as what changed since others.
 */
class KeyedStoreModelTest {
    private static final int MAX_PARALLELISM = 16;

    /** Rows beyond memory for one store; none where null. */
    @Nullable
    ColdStorage coldStorage(Random random) {
        return null;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeMapsAndSnapshotsShowTheirMoment(long seed) {
        World world = new World(seed, this::coldStorage);
        for (int step = 0; step < 6_000; step++) {
            world.step();
        }
        world.writeAll();
        assertThat(world.dumpStores()).isEqualTo(world.dumpModel());
        assertThat(world.snapshotsChecked).isGreaterThan(3);
        assertThat(world.restores).isGreaterThan(2);
        world.close();
    }

    /** Changed in place by its users. */
    public static final class Tag {
        public String name = "";
        public int count;

        public Tag() {}

        Tag(String name, int count) {
            this.name = name;
            this.count = count;
        }

        @Override
        public String toString() {
            return name + "*" + count;
        }
    }

    /** How often a row is in a bag, and the number that it was given. */
    private record Counted(long count, long mark) {}

    private static final RowType ROWS = RowType.of(
            List.of("number", "text", "small", "fraction", "narrow", "flag"),
            List.of(Long.class, String.class, Integer.class, Double.class, Float.class, Boolean.class));

    /** One row in columns. */
    private static ColumnBatch batchOf(RowData row) {
        Object[] columns = {new long[1], new Object[1], new int[1], new double[1], new float[1], new byte[1]};
        boolean[][] nulls = new boolean[columns.length][1];
        for (int column = 0; column < columns.length; column++) {
            Object value = row.get(column);
            nulls[column][0] = value == null;
            if (value instanceof Boolean flag) {
                ((byte[]) columns[column])[0] = (byte) (flag ? 1 : 0);
            } else if (value != null) {
                Array.set(columns[column], 0, value);
            }
        }
        return new ColumnBatch(columns, nulls, new long[1], 1);
    }

    private static final class Row {
        Long value;
        List<String> words;
        final List<Tag> tags = new ArrayList<>();
        final Map<String, Tag> byName = new LinkedHashMap<>();
        Long sum;
        Long column;

        @Nullable
        RowData kept;

        final Map<RowData, Counted> bag = new LinkedHashMap<>();
        final List<RowData> list = new ArrayList<>();
        final TreeSet<Long> eventTimers = new TreeSet<>();

        boolean isEmpty() {
            return toString().equals(new Row().toString());
        }

        @Override
        public String toString() {
            return value + " " + words + " " + tags + " " + byName + " " + sum + " " + column + " " + kept + " "
                    + new TreeSet<>(
                            bag.entrySet().stream().map(Object::toString).toList()) + " " + list + " " + eventTimers;
        }
    }

    /** A store with its states. */
    private static final class Part {
        final KeyedStore store;
        final ValueState<Long> value;
        final ValueState<List<String>> words;
        final ListState<Tag> tags;
        final MapState<String, Tag> byName;
        final ReducingState<Long> sum;
        final LongColumn column;
        final RowColumn kept;
        final RowBags bags;
        final RowLists lists;
        final TimerQueue timers;
        final TableHistory history = new TableHistory();

        Part(int subtask, int parallelism, List<StoredTable> tables, @Nullable ColdStorage storage) {
            KeyGroupRange range = KeyGroups.rangeOf(subtask, MAX_PARALLELISM, parallelism);
            store = new KeyedStore("model", MAX_PARALLELISM, range, () -> 0, storage);
            Tables.restore(store, tables);
            value = store.valueState(new ValueStateDescriptor<>("value", Long.class));
            words = store.valueState(new ValueStateDescriptor<>("words"));
            tags = store.listState(new ListStateDescriptor<>("tags", Tag.class));
            byName = store.mapState(new MapStateDescriptor<>("by name"));
            sum = store.reducingState(new ReducingStateDescriptor<>("sum", Long::sum, Long.class));
            column = store.longColumn("column");
            kept = store.rowColumn("kept", ROWS);
            bags = store.rowBags("bag", ROWS);
            lists = store.rowLists("list", ROWS);
            timers = store.eventTimers();
        }

        Row read(int slot) {
            store.selectSlot(slot);
            Row row = new Row();
            row.value = value.value();
            row.words = words.value();
            tags.get().forEach(row.tags::add);
            byName.entries().forEach(entry -> row.byName.put(entry.getKey(), entry.getValue()));
            row.sum = sum.get();
            row.column = column.has(slot) ? column.get(slot) : null;
            row.kept = kept.has(slot) ? kept.rows().row(slot) : null;
            RowBag bag = bags.look(slot);
            for (int place = 0; bag != null && place < bag.size(); place++) {
                RowData there = bags.rows().row(bag.row(place));
                assertThat(row.bag.put(there, new Counted(bag.count(place), bag.mark(place))))
                        .isNull();
            }
            RowList list = lists.look(slot);
            for (int place = 0; list != null && place < list.size(); place++) {
                row.list.add(lists.rows().row(list.get(place)));
            }
            return row;
        }
    }

    private static final class World {
        final Random random;
        final Function<Random, @Nullable ColdStorage> storages;
        final Map<Object, Row> model = new LinkedHashMap<>();
        final List<Pending> pending = new ArrayList<>();
        final int keyCount;
        final int keyTypes;
        List<Part> parts;
        int snapshotsChecked;
        int restores;

        record Pending(List<Part> parts, List<StoreSnapshot> snapshots, Map<String, String> expected) {}

        World(long seed, Function<Random, @Nullable ColdStorage> storages) {
            random = new Random(seed);
            this.storages = storages;
            keyCount = seed % 3 == 0 ? 3000 : 300;
            keyTypes = (int) (seed % 5);
            parts = parts(List.of(), 1 + random.nextInt(3), true);
        }

        void close() {
            close(parts);
        }

        static void close(List<Part> parts) {
            parts.forEach(part -> part.store.close());
        }

        List<Part> parts(List<StoredTable> tables, int parallelism, boolean withStorage) {
            List<Part> made = new ArrayList<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                made.add(new Part(subtask, parallelism, tables, withStorage ? storages.apply(random) : null));
            }
            return made;
        }

        Object key() {
            int id = random.nextInt(keyCount) - keyCount / 2;
            return switch (keyTypes) {
                case 0 -> (long) id;
                case 1 -> id;
                case 2 -> "key " + id;
                case 3 -> RowData.of((long) id, "key", id, null, null, id % 2 == 0);
                default -> id % 3 == 0 ? (Object) (long) id : id % 3 == 1 ? (Object) id : (Object) ("key " + id);
            };
        }

        void step() {
            int choice = random.nextInt(1000);
            if (choice < 4) {
                take();
            } else if (choice < 8 && !pending.isEmpty()) {
                write(pending.remove(random.nextInt(pending.size())));
            } else if (choice < 9) {
                rescale();
            } else if (choice < 500) {
                fire();
                change(key());
            } else {
                change(key());
            }
        }

        void change(Object key) {
            int group = KeyGroups.keyGroupOf(KeyHash.of(key), MAX_PARALLELISM);
            Part part = parts.get(KeyGroups.subtaskOf(group, MAX_PARALLELISM, parts.size()));
            Row row = model.computeIfAbsent(key, k -> new Row());
            int slot = random.nextBoolean() ? part.store.select(key) : selectUnboxed(part.store, key);
            assertThat(part.store.currentKey()).isEqualTo(key);
            long number = random.nextInt(100) - 50L;
            String text = "t" + random.nextInt(5);
            changeOne(part, row, slot, number, text);
            assertThat(part.read(slot).toString()).startsWith(withoutTimers(row));
            part.store.release();
            if (row.isEmpty()) {
                model.remove(key);
            }
            if (random.nextInt(3) == 0) {
                part.store.evict();
            }
        }

        static String withoutTimers(Row row) {
            return row.toString()
                    .substring(0, row.toString().lastIndexOf(' ', row.toString().lastIndexOf('[')));
        }

        static int selectUnboxed(KeyedStore store, Object key) {
            if (key instanceof Long number) {
                return store.select(number.longValue());
            }
            if (key instanceof RowData row) {
                return store.select(new RowView(0, 1, 2, 3, 4, 5).at(batchOf(row), 0));
            }
            return key instanceof Integer number ? store.select(number.intValue()) : store.select(key);
        }

        void changeOne(Part part, Row row, int slot, long number, String text) {
            switch (random.nextInt(25)) {
                case 0 -> {
                    part.value.update(number);
                    row.value = number;
                }
                case 1 -> {
                    part.words.update(new ArrayList<>(List.of(text)));
                    row.words = new ArrayList<>(List.of(text));
                }
                case 2 -> {
                    if (row.words != null) {
                        part.words.value().add(text);
                        row.words.add(text);
                    }
                }
                case 3 -> {
                    part.tags.add(new Tag(text, 1));
                    row.tags.add(new Tag(text, 1));
                }
                case 4 -> {
                    part.tags.get().forEach(tag -> tag.count++);
                    row.tags.forEach(tag -> tag.count++);
                }
                case 5 -> {
                    part.byName.put(text, new Tag(text, 0));
                    row.byName.put(text, new Tag(text, 0));
                }
                case 6 -> {
                    part.byName.values().forEach(tag -> tag.count += 2);
                    row.byName.values().forEach(tag -> tag.count += 2);
                }
                case 7 -> {
                    part.byName.remove(text);
                    row.byName.remove(text);
                }
                case 8 -> {
                    part.sum.add(number);
                    row.sum = row.sum == null ? number : row.sum + number;
                }
                case 9 -> {
                    part.column.set(slot, number);
                    row.column = number;
                }
                case 10 -> {
                    part.timers.register(slot, number);
                    row.eventTimers.add(number);
                }
                case 11 -> {
                    part.timers.delete(slot, number);
                    row.eventTimers.remove(number);
                }
                case 12, 13 -> {
                    RowData kept = rowOf(number, text);
                    part.kept.set(slot, batchOf(kept), 0);
                    row.kept = kept;
                }
                case 14, 15, 16 -> {
                    RowData added = rowOf(number, text);
                    RowBag bag = part.bags.own(slot);
                    bag.mark(bag.add(part.bags.newRow(batchOf(added), 0)), number);
                    Counted before = row.bag.get(added);
                    row.bag.put(added, new Counted(before == null ? 1 : before.count() + 1, number));
                }
                case 17, 18 -> remove(part, row, slot);
                case 19, 20 -> {
                    RowData added = rowOf(number, text);
                    int place = random.nextInt(row.list.size() + 1);
                    part.lists.own(slot).add(place, part.lists.newRow(batchOf(added), 0));
                    row.list.add(place, added);
                }
                case 21 -> removeFromList(part, row, slot);
                default -> clear(part, row, slot);
            }
        }

        RowData rowOf(long number, String text) {
            return RowData.of(
                    random.nextInt(4) == 0 ? null : number % 4,
                    random.nextInt(4) == 0 ? null : text,
                    random.nextInt(4) == 0 ? null : 7,
                    random.nextInt(4) == 0 ? null : Double.NaN,
                    -0.0f,
                    random.nextInt(4) == 0 ? null : number > 0);
        }

        void remove(Part part, Row row, int slot) {
            RowBag bag = part.bags.change(slot);
            assertThat(bag == null).isEqualTo(row.bag.isEmpty());
            if (bag == null) {
                return;
            }
            RowData removed = new ArrayList<>(row.bag.keySet()).get(random.nextInt(row.bag.size()));
            int same = part.bags.newRow(batchOf(removed), 0);
            bag.remove(same);
            part.bags.remove(same);
            row.bag.computeIfPresent(
                    removed, (key, known) -> known.count() == 1 ? null : new Counted(known.count() - 1, known.mark()));
            if (bag.isEmpty()) {
                part.bags.clear(slot);
            }
        }

        void removeFromList(Part part, Row row, int slot) {
            if (row.list.isEmpty()) {
                return;
            }
            RowList list = part.lists.own(slot);
            int place = random.nextInt(row.list.size());
            part.lists.remove(list.remove(place));
            row.list.remove(place);
            if (list.size() == 0) {
                part.lists.clear(slot);
            }
        }

        void clear(Part part, Row row, int slot) {
            switch (random.nextInt(9)) {
                case 0 -> {
                    part.value.clear();
                    row.value = null;
                }
                case 1 -> {
                    part.words.update(null);
                    row.words = null;
                }
                case 2 -> {
                    part.tags.clear();
                    row.tags.clear();
                }
                case 3 -> {
                    part.byName.clear();
                    row.byName.clear();
                }
                case 4 -> {
                    part.sum.clear();
                    row.sum = null;
                }
                case 5 -> {
                    part.kept.clear(slot);
                    row.kept = null;
                }
                case 6 -> {
                    part.bags.clear(slot);
                    row.bag.clear();
                }
                case 7 -> {
                    part.lists.clear(slot);
                    row.list.clear();
                }
                default -> {
                    part.column.clear(slot);
                    row.column = null;
                }
            }
        }

        void fire() {
            int subtask = random.nextInt(parts.size());
            Part part = parts.get(subtask);
            long first = firstTimer(subtask);
            assertThat(part.timers.next()).isEqualTo(first);
            long time = random.nextInt(100) - 100L;
            int slot = part.timers.pollDue(time);
            assertThat(slot >= 0).isEqualTo(first <= time);
            if (slot >= 0) {
                assertThat(part.timers.polledTimestamp()).isEqualTo(first);
                Object key = part.store.keyOf(slot);
                Row row = model.get(key);
                assertThat(row.eventTimers.remove(part.timers.polledTimestamp()))
                        .isTrue();
                part.store.selectSlot(slot);
                part.store.release();
                if (row.isEmpty()) {
                    model.remove(key);
                }
            }
        }

        long firstTimer(int subtask) {
            long first = Long.MAX_VALUE;
            for (Map.Entry<Object, Row> entry : model.entrySet()) {
                int group = KeyGroups.keyGroupOf(KeyHash.of(entry.getKey()), MAX_PARALLELISM);
                TreeSet<Long> timers = entry.getValue().eventTimers;
                if (!timers.isEmpty() && KeyGroups.subtaskOf(group, MAX_PARALLELISM, parts.size()) == subtask) {
                    first = Math.min(first, timers.first());
                }
            }
            return first;
        }

        void take() {
            List<StoreSnapshot> snapshots = new ArrayList<>();
            for (Part part : parts) {
                StoreSnapshot snapshot = part.store.snapshot();
                part.history.take(snapshot);
                snapshots.add(snapshot);
            }
            pending.add(new Pending(parts, snapshots, dumpModel()));
        }

        List<StoredTable> write(Pending taken) {
            List<StoredTable> tables = new ArrayList<>();
            for (int i = 0; i < taken.parts().size(); i++) {
                TableHistory history = taken.parts().get(i).history;
                history.write(taken.snapshots().get(i), random);
                tables.add(history.table(taken.snapshots().get(i), random));
            }
            List<Part> restored = parts(tables, 1 + random.nextInt(5), random.nextInt(4) == 0);
            assertThat(dump(restored)).isEqualTo(taken.expected());
            close(restored);
            snapshotsChecked++;
            return tables;
        }

        void writeAll() {
            while (!pending.isEmpty()) {
                write(pending.remove(0));
            }
        }

        void rescale() {
            take();
            List<StoredTable> tables = write(pending.remove(pending.size() - 1));
            writeAll();
            close(parts);
            parts = parts(tables, 1 + random.nextInt(4), random.nextInt(4) > 0);
            restores++;
        }

        Map<String, String> dumpModel() {
            Map<String, String> dump = new TreeMap<>();
            model.forEach((key, row) -> dump.put(name(key), row.toString()));
            return dump;
        }

        Map<String, String> dumpStores() {
            return dump(parts);
        }

        static Map<String, String> dump(List<Part> parts) {
            Map<String, String> dump = new TreeMap<>();
            for (Part part : parts) {
                Map<Object, Row> rows = new LinkedHashMap<>();
                part.store.forEachSlot(slot -> assertThat(rows.put(part.store.keyOf(slot), part.read(slot)))
                        .as("a key twice")
                        .isNull());
                assertThat(part.store.size()).isEqualTo(rows.size());
                byte[] before = Tables.writeAndClose(part.store.snapshot());
                KeyedStore twin =
                        new KeyedStore("twin", MAX_PARALLELISM, new KeyGroupRange(0, MAX_PARALLELISM - 1), () -> 0);
                Tables.restore(twin, before);
                TimerQueue timers = twin.eventTimers();
                for (int slot = timers.pollDue(Long.MAX_VALUE); slot >= 0; slot = timers.pollDue(Long.MAX_VALUE)) {
                    rows.get(twin.keyOf(slot)).eventTimers.add(timers.polledTimestamp());
                }
                rows.forEach((key, row) -> assertThat(dump.put(name(key), row.toString()))
                        .as("a key in two parts")
                        .isNull());
            }
            return dump;
        }

        static String name(Object key) {
            return key.getClass().getSimpleName() + " " + key;
        }
    }
}
