/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.LocalStorage;
import io.millrace.snapshot.CheckpointWriter;
import io.millrace.snapshot.Folding;
import io.millrace.snapshot.IncrementalWriter;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.SnapshotDirectory;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import io.millrace.store.SliceStore;
import io.millrace.store.StoreSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that consist of files of several are read as if they were one. */
class IncrementalReadingTest {
    @TempDir
    private Path directory;

    private final KeyGroupRange all = new KeyGroupRange(0, 127);
    private final KeyedStore store = new KeyedStore("count", 128, all, () -> 0);
    private final ValueState<Object> value = store.valueState(new ValueStateDescriptor<>("value"));
    private final SliceStore slices = SliceStore.ofLongs("windows", 128, all);
    private final IncrementalWriter writer = new IncrementalWriter(new Folding(8, 0.5));

    private void put(String key, Object newValue) throws Exception {
        store.select(key);
        value.update(newValue);
        store.release();
    }

    private void add(long sliceEnd, long key, long sum) {
        slices.slice(sliceEnd).setLong(slices.slice(sliceEnd).slotOf(key), sum);
    }

    private void checkpoint(long id) throws IOException {
        CheckpointWriter checkpoint = new SnapshotDirectory(new LocalStorage(directory), "").begin(id);
        List<IncrementalWriter.Written> written = new ArrayList<>();
        List<Manifest.Operator> operators = new ArrayList<>();
        for (StoreSnapshot snapshot : List.of(store.snapshot(), slices.snapshot())) {
            String uid = "operator" + operators.size();
            try (snapshot) {
                written.add(writer.write(checkpoint, uid, 0, snapshot.tables().get(0)));
            }
            operators.add(new Manifest.Operator(
                    uid, uid, 1, List.of(written.get(written.size() - 1).table()), List.of()));
        }
        checkpoint.commit(new Manifest(Manifest.FORMAT_VERSION, "job", id, 0, 128, operators));
        writer.onComplete(written);
    }

    private List<String> rows(long id, String uid, String table) throws IOException {
        List<String> rows = new ArrayList<>();
        Savepoint.load(directory.resolve("chk-" + id)).read(uid, table, row -> {
            rows.add(row.toJson().without("keyGroup").toString());
        });
        return rows;
    }

    private void writeThree() throws Exception {
        for (int i = 0; i < 100; i++) {
            put("key" + i, (long) i);
            add(1_000, i, i);
            add(2_000, i, i);
        }
        checkpoint(1);
        put("key5", "now a text");
        put("key6", null);
        add(2_000, 7, 70);
        checkpoint(2);
        put("key7", null);
        put("new", 1L);
        slices.drop(1_000);
        add(3_000, 1, 1);
        checkpoint(3);
    }

    @Test
    void theNewestRowOfKeyCountsAndDeletedOnesAreGone() throws Exception {
        writeThree();
        assertThat(rows(3, "operator0", "keyed"))
                .hasSize(99)
                .contains("{\"key\":\"new\",\"value\":1}", "{\"key\":\"key5\",\"value\":\"now a text\"}")
                .contains("{\"key\":\"key8\",\"value\":8}")
                .noneMatch(row -> row.contains("key6\"") || row.contains("key7\"") || row.contains("deleted"));
        assertThat(rows(2, "operator0", "keyed")).hasSize(99).contains("{\"key\":\"key7\",\"value\":7}");
        assertThat(rows(1, "operator0", "keyed")).hasSize(100);
    }

    @Test
    void slicesThatWereDroppedAreGone() throws Exception {
        writeThree();
        assertThat(rows(1, "operator1", "slices")).hasSize(200);
        assertThat(rows(2, "operator1", "slices"))
                .hasSize(200)
                .contains("{\"sliceEnd\":2000,\"key\":7,\"accumulator\":70}")
                .doesNotContain("{\"sliceEnd\":2000,\"key\":7,\"accumulator\":7}");
        assertThat(rows(3, "operator1", "slices"))
                .hasSize(101)
                .contains("{\"sliceEnd\":3000,\"key\":1,\"accumulator\":1}")
                .noneMatch(row -> row.contains("1000"));
    }

    @Test
    void rowsOfFilesWithDifferentSchemasGoIntoOneAvroFile() throws Exception {
        writeThree();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowExport export = RowExport.to(out, RowExport.Format.AVRO)) {
            Savepoint.load(directory.resolve("chk-3"))
                    .read("operator0", "keyed", row -> export.write(row, row.toJson()));
        }
        List<Object> keys = new ArrayList<>();
        try (DataFileStream<GenericRecord> exported =
                new DataFileStream<>(new ByteArrayInputStream(out.toByteArray()), new GenericDatumReader<>())) {
            exported.forEach(row -> keys.add(row.get("key").toString()));
        }
        assertThat(keys).hasSize(99).contains("key5", "new");
    }
}
