/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.environment.ColdStorage;
import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.AvroTableWriter;
import io.millrace.snapshot.StateTable;
import io.millrace.snapshot.StoredTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tables to memory and reads them back. */
final class Tables {
    private Tables() {}

    static byte[] write(StateTable table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AvroTableWriter writer = new AvroTableWriter(table, bytes)) {
            table.writeTo(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the only table of a snapshot, and closes it. */
    static byte[] writeAndClose(StoreSnapshot snapshot) {
        byte[] bytes = write(snapshot.tables().get(0));
        snapshot.close();
        return bytes;
    }

    /** Tables of one file each. */
    static List<StoredTable> open(List<byte[]> tables) {
        return tables.stream().map(table -> chain(List.of(table))).toList();
    }

    /** A table of several files, the oldest first. */
    static StoredTable chain(List<byte[]> files) {
        List<StoredTable.File> newestFirst = new ArrayList<>();
        files.forEach(file -> newestFirst.add(0, () -> new AvroTableReader("test", file)));
        return new StoredTable(newestFirst);
    }

    static void restore(KeyedStore store, byte[]... tables) {
        restore(store, open(List.of(tables)));
    }

    static void restore(KeyedStore store, List<StoredTable> tables) {
        try {
            store.restore(tables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void restore(SliceStore store, byte[]... tables) {
        restore(store, open(List.of(tables)));
    }

    static void restore(SliceStore store, List<StoredTable> tables) {
        try {
            store.restore(tables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KeyedStore store() {
        return store(() -> 0);
    }

    static KeyedStore store(StoreClock clock) {
        return store(clock, null);
    }

    static KeyedStore store(StoreClock clock, @Nullable ColdStorage storage) {
        return new KeyedStore("test", 128, new KeyGroupRange(0, 127), clock, storage);
    }
}
