/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.IncrementalTable;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.StateTtlConfig;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What counts as changed, and how it is written; that nothing is missing is for the model tests to see. */
class IncrementalTableTest {
    private final KeyedStore store = Tables.store();
    private final ValueState<Object> value = store.valueState(new ValueStateDescriptor<>("value"));
    private final ValueState<String> text = store.valueState(new ValueStateDescriptor<>("text", String.class));
    private final List<byte[]> files = new ArrayList<>();

    private void put(Object key, Object newValue) throws Exception {
        store.select(key);
        value.update(newValue);
        store.release();
    }

    /** Takes a snapshot, adds the file of what changed to the chain, and returns the rows of the file. */
    private List<GenericRecord> changes() throws IOException {
        try (StoreSnapshot snapshot = store.snapshot()) {
            IncrementalTable table = TableHistory.table(snapshot);
            files.add(files.isEmpty() ? Tables.write(table) : Tables.write(table.rowsOf(table.changes())));
        }
        return rows(files.get(files.size() - 1));
    }

    private static List<GenericRecord> rows(byte[] file) throws IOException {
        List<GenericRecord> rows = new ArrayList<>();
        try (AvroTableReader reader = new AvroTableReader("test", file)) {
            GenericDatumReader<GenericRecord> datums = new GenericDatumReader<>(reader.schema());
            while (reader.next()) {
                rows.add(datums.read(null, reader.row()));
            }
        }
        return rows;
    }

    private static long changedRows(KeyedStore store) {
        try (StoreSnapshot snapshot = store.snapshot()) {
            return TableHistory.table(snapshot).changes().rowCount();
        }
    }

    private KeyedStore restored() {
        KeyedStore restored = Tables.store();
        Tables.restore(restored, List.of(Tables.chain(files)));
        return restored;
    }

    private static Object valueOf(KeyedStore store, Object key) throws Exception {
        store.select(key);
        Object found = store.valueState(new ValueStateDescriptor<>("value")).value();
        store.release();
        return found;
    }

    @Test
    void onlyKeysThatChangedAreWritten() throws Exception {
        for (long key = 0; key < 1_000; key++) {
            put(key, key);
        }
        assertThat(changes()).hasSize(1_000);
        put(7L, 70L);
        put(1_000L, 1L);
        assertThat(changes())
                .extracting(row -> row.get("key"), row -> row.get("value"), row -> row.get("deleted"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(7L, 70L, false),
                        org.assertj.core.groups.Tuple.tuple(1_000L, 1L, false));
        assertThat(changes()).isEmpty();
        assertThat(restored().size()).isEqualTo(1_001);
        assertThat(valueOf(restored(), 7L)).isEqualTo(70L);
    }

    @Test
    void aKeyThatIsGoneIsRowThatSaysSo() throws Exception {
        put("a", 1L);
        put("b", 2L);
        changes();
        put("a", null);
        List<GenericRecord> rows = changes();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("key")).hasToString("a");
        assertThat(rows.get(0).get("deleted")).isEqualTo(true);
        assertThat(restored().size()).isEqualTo(1);
        assertThat(restored().find("a")).isEqualTo(-1);
    }

    @Test
    void aKeyThatIsEmptyAndStillInUseIsGone() throws Exception {
        put("a", 1L);
        changes();
        store.select("a");
        value.clear();
        assertThat(changes()).extracting(row -> row.get("deleted")).containsExactly(true);
        assertThat(restored().size()).isZero();
    }

    @Test
    void aKeyThatComesBackIsNotGone() throws Exception {
        put("a", 1L);
        put("b", 1L);
        changes();
        put("a", null);
        put("c", 3L); // takes the slot of a
        put("a", 4L);
        changes();
        assertThat(valueOf(restored(), "a")).isEqualTo(4L);
        assertThat(valueOf(restored(), "c")).isEqualTo(3L);
        assertThat(restored().size()).isEqualTo(3);
    }

    @Test
    void keysThatComeAndGoBetweenSnapshotsLeaveNothing() throws Exception {
        put("stays", 1L);
        changes();
        for (long key = 0; key < 1_000; key++) {
            put(key, key);
            put(key, null);
        }
        assertThat(changedRows(store)).isZero();
        put("stays", null);
        for (long key = 0; key < 1_000; key++) {
            put(key, key);
            put(key, null);
        }
        assertThat(changedRows(store)).isEqualTo(1);
    }

    @Test
    void lookingAtWhatCannotChangeIsNoChange() throws Exception {
        store.select("a");
        text.update("fixed");
        value.update(new ArrayList<>(List.of(1L)));
        store.release();
        changes();
        store.select("a");
        assertThat(text.value()).isEqualTo("fixed");
        store.release();
        assertThat(changedRows(store)).isZero();
        store.select("a");
        assertThat(value.value()).isEqualTo(List.of(1L)); // and whoever has it may add to it
        store.release();
        assertThat(changedRows(store)).isEqualTo(1);
    }

    @Test
    void statesAndTypesMayComeAlongTheWay() throws Exception {
        put("a", 1L);
        put("b", 2L);
        changes();
        ListState<Integer> later = store.listState(new ListStateDescriptor<>("later", Integer.class));
        put("b", "now a text");
        store.select("c");
        later.add(5);
        store.release();
        changes();
        put(4L, 2.5);
        changes();
        KeyedStore restored = restored();
        assertThat(valueOf(restored, "a")).isEqualTo(1L);
        assertThat(valueOf(restored, "b")).isEqualTo("now a text");
        assertThat(valueOf(restored, 4L)).isEqualTo(2.5);
        ListState<Integer> restoredList = restored.listState(new ListStateDescriptor<>("later", Integer.class));
        restored.select("c");
        assertThat(restoredList.get()).containsExactly(5);
    }

    @Test
    void aTimeToLiveMayBeDeclaredAlongTheWay() throws Exception {
        long[] now = {1_000};
        KeyedStore first = Tables.store(() -> now[0]);
        ValueState<String> before = first.valueState(new ValueStateDescriptor<>("text", String.class));
        for (String key : List.of("a", "b", "c")) {
            first.select(key);
            before.update(key);
            first.release();
        }
        byte[] saved = Tables.writeAndClose(first.snapshot());

        KeyedStore second = Tables.store(() -> now[0]);
        Tables.restore(second, saved);
        try (StoreSnapshot snapshot = second.snapshot()) {
            files.add(Tables.write(TableHistory.table(snapshot)));
        }
        ValueStateDescriptor<String> withTtl = new ValueStateDescriptor<>("text", String.class);
        withTtl.enableTimeToLive(
                StateTtlConfig.newBuilder(Duration.ofMillis(100)).build());
        ValueState<String> after = second.valueState(withTtl);
        second.select("a");
        after.clear();
        second.release();
        try (StoreSnapshot snapshot = second.snapshot()) {
            IncrementalTable table = TableHistory.table(snapshot);
            files.add(Tables.write(table.rowsOf(table.changes())));
        }

        KeyedStore third = Tables.store(() -> now[0]);
        Tables.restore(third, List.of(Tables.chain(files)));
        ValueState<String> restored = third.valueState(withTtl);
        third.select("b");
        assertThat(restored.value()).isEqualTo("b");
        assertThat(third.find("a")).isEqualTo(-1);
        now[0] += 100;
        assertThat(restored.value()).isNull();
    }

    @Test
    void whatHasExpiredDoesNotComeBackFromAnOlderFile() throws Exception {
        long[] now = {1_000};
        KeyedStore expiring = Tables.store(() -> now[0]);
        ValueStateDescriptor<String> withTtl = new ValueStateDescriptor<>("text", String.class);
        withTtl.enableTimeToLive(
                StateTtlConfig.newBuilder(Duration.ofMillis(100)).build());
        ValueState<String> state = expiring.valueState(withTtl);
        LongColumn count = expiring.longColumn("count");
        int slot = expiring.select("a");
        state.update("old");
        try (StoreSnapshot snapshot = expiring.snapshot()) {
            files.add(Tables.write(TableHistory.table(snapshot)));
        }
        state.update("new");
        now[0] += 100;
        try (StoreSnapshot snapshot = expiring.snapshot()) {
            IncrementalTable table = TableHistory.table(snapshot);
            files.add(Tables.write(table.rowsOf(table.changes())));
        }
        assertThat(count.has(slot)).isFalse();
        now[0] -= 50;
        assertThat(restored().size()).isZero();
    }

    @Test
    void aKeyInTheTablesOfTwoSubtasksIsRefused() throws Exception {
        put("a", 1L);
        changes();
        put("a", 2L);
        changes();
        byte[] other = files.get(0);
        assertThatThrownBy(() ->
                        Tables.restore(Tables.store(), List.of(Tables.chain(files), Tables.chain(List.of(other)))))
                .hasMessageContaining("Key a of test is in the snapshot twice");
    }

    @Test
    void replacedAccumulatorsOfSlicesAreChanges() throws Exception {
        SliceStore slices = SliceStore.ofObjects("test", 128, new KeyGroupRange(0, 127), String.class);
        for (long key = 0; key < 100; key++) {
            slices.slice(10).setObject(slices.slice(10).slotOf(key), "before");
        }
        slices.slice(20).setObject(slices.slice(20).slotOf(1L), "closed");
        slices.snapshot().close();
        slices.slice(10).setObject(slices.slice(10).slotOf(5L), "after");
        assertThat(slices.slice(10).objectAt(6)).isEqualTo("before");
        try (StoreSnapshot snapshot = slices.snapshot()) {
            IncrementalTable table = TableHistory.table(snapshot);
            assertThat(rows(Tables.write(table.rowsOf(table.changes()))))
                    .extracting(
                            row -> row.get("key"), row -> row.get("accumulator").toString())
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(5L, "after"));
        }
        slices.drop(10);
        slices.drop(20);
        slices.slice(30).slotOf(1L);
        slices.drop(30);
        try (StoreSnapshot snapshot = slices.snapshot()) {
            IncrementalTable table = TableHistory.table(snapshot);
            AvroTableReader reader = new AvroTableReader("test", Tables.write(table.rowsOf(table.changes())));
            assertThat(reader.droppedSlices()).containsExactly(10L, 20L);
            assertThat(reader.next()).isFalse();
        }
    }
}
