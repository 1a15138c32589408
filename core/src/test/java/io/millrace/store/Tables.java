/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.AvroTableWriter;
import io.millrace.snapshot.StateTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes tables to memory and reads them back. */
final class Tables {
    private Tables() {}

    static byte[] write(StateTable table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AvroTableWriter writer = new AvroTableWriter(table.name(), table.schema(), bytes)) {
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

    static List<AvroTableReader> open(List<byte[]> tables) {
        List<AvroTableReader> readers = new ArrayList<>();
        for (byte[] table : tables) {
            try {
                readers.add(new AvroTableReader("test", table));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return readers;
    }

    static void restore(KeyedStore store, byte[]... tables) {
        try {
            store.restore(open(List.of(tables)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void restore(SliceStore store, byte[]... tables) {
        try {
            store.restore(open(List.of(tables)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KeyedStore store() {
        return store(() -> 0);
    }

    static KeyedStore store(StoreClock clock) {
        return new KeyedStore("test", 128, new KeyGroupRange(0, 127), clock);
    }
}
