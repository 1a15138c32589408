/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.store;

import io.millrace.snapshot.AvroTableWriter;
import io.millrace.snapshot.IncrementalTable;
import io.millrace.snapshot.StateTable;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import io.millrace.store.ObjectColumn;
import io.millrace.store.StoreSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a checkpoint of a keyed store writes when a part of its keys has changed, against all of it: bytes of the files,
 * compressed as they are on disk, and the time to make them. Argument: number of keys (default 1,000,000).
 */
public final class IncrementalCheckpointBenchmark {
    private static final double[] SHARES = {0.001, 0.01, 0.1};
    private static final int ROUNDS = 5;

    private final KeyedStore store = new KeyedStore("incremental", 128, new KeyGroupRange(0, 127), () -> 0);
    private final LongColumn counts = store.longColumn("count");
    private final ObjectColumn<String> texts = store.objectColumn("text", String.class);
    private final SplittableRandom random = new SplittableRandom(1);
    private final int keyCount;

    private IncrementalCheckpointBenchmark(int keyCount) {
        this.keyCount = keyCount;
    }

    public static void main(String[] arguments) throws IOException {
        new IncrementalCheckpointBenchmark(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000).run();
    }

    private void run() throws IOException {
        for (int key = 0; key < keyCount; key++) {
            change(key);
        }
        Written all = write(false);
        for (int round = 0; round < ROUNDS; round++) {
            all = write(false);
        }
        System.out.printf(Locale.ROOT, "%,d keys: all rows %,d bytes in %,d ms%n", keyCount, all.bytes, all.millis);
        for (double share : SHARES) {
            Written changes = all;
            for (int round = 0; round < ROUNDS; round++) {
                changeShare(share);
                changes = write(true);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%.1f %% changed: %,d rows, %,d bytes (%.2f %% of all), %,d ms%n",
                    100 * share,
                    changes.rows,
                    changes.bytes,
                    100.0 * changes.bytes / all.bytes,
                    changes.millis);
        }
    }

    private void changeShare(double share) {
        for (int i = 0; i < share * keyCount; i++) {
            change(random.nextInt(keyCount));
        }
    }

    /** Gives a key about 100 bytes that are not all alike. */
    private void change(int key) {
        int slot = store.select((long) key);
        counts.set(slot, random.nextLong());
        texts.set(
                slot,
                "state of user " + key + " " + Long.toHexString(random.nextLong()) + " last seen on page /products/"
                        + random.nextInt(100_000) + "/details");
        store.release();
    }

    private record Written(long rows, long bytes, long millis) {}

    private Written write(boolean onlyChanges) throws IOException {
        try (StoreSnapshot snapshot = store.snapshot()) {
            long start = System.nanoTime();
            IncrementalTable table = (IncrementalTable) snapshot.tables().get(0);
            StateTable rows = onlyChanges ? table.rowsOf(table.changes()) : table;
            AvroTableWriter writer = new AvroTableWriter(rows, OutputStream.nullOutputStream());
            try (writer) {
                rows.writeTo(writer);
            }
            return new Written(writer.rows(), writer.sizeBytes(), (System.nanoTime() - start) / 1_000_000);
        }
    }
}
