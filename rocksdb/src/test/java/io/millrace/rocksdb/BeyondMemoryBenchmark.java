/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.rocksdb;

import io.millrace.environment.ColdStorage;
import io.millrace.snapshot.AvroTableWriter;
import io.millrace.snapshot.IncrementalTable;
import io.millrace.snapshot.StateTable;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import io.millrace.store.StoreSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What an update of a keyed state costs in memory, with RocksDB behind it and all keys in memory, and with a part of them
 * in memory: even, or with nine updates of ten to the tenth of the keys; then what a snapshot costs. Arguments: number of
 * keys (default 1,000,000), updates measured of each case (default 3,000,000).
 */
final class BeyondMemoryBenchmark {
    private static final int BATCH = 1_024;

    private final SplittableRandom random = new SplittableRandom(1);
    private final int keyCount;
    private final int updates;

    /** About 100 bytes. */
    record Visit(long count, long last, String page) {}

    private BeyondMemoryBenchmark(int keyCount, int updates) {
        this.keyCount = keyCount;
        this.updates = updates;
    }

    public static void main(String[] arguments) throws Exception {
        int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int updates = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3_000_000;
        BeyondMemoryBenchmark benchmark = new BeyondMemoryBenchmark(keys, updates);
        benchmark.run("in memory", 0);
        benchmark.run("RocksDB, room for all keys", keys);
        benchmark.run("RocksDB, room for a tenth", keys / 10);
        benchmark.run("RocksDB, room for a hundredth", keys / 100);
    }

    private void run(String name, int keysInMemory) throws Exception {
        Path directory = Files.createTempDirectory("millrace-benchmark-");
        ColdStorage storage = keysInMemory == 0
                ? null
                : new ColdStorage(
                        new RocksRowStoreProvider()
                                .open(directory.resolve("rows").toString()),
                        keysInMemory);
        run(name, storage);
        Files.delete(directory);
    }

    private void run(String name, @Nullable ColdStorage storage) throws Exception {
        KeyedStore store = new KeyedStore("benchmark", 128, new KeyGroupRange(0, 127), () -> 0, storage);
        ValueState<Visit> visits = store.valueState(new ValueStateDescriptor<>("visits", Visit.class));
        long start = System.nanoTime();
        for (int i = 0; i < keyCount; i++) {
            update(store, visits, i, i);
        }
        report(name, "insert", keyCount, start);
        store.snapshot().close();
        for (int round = 0; round < 2; round++) {
            start = System.nanoTime();
            for (int i = 0; i < updates; i++) {
                update(store, visits, random.nextInt(keyCount), i);
            }
            report(name, round == 0 ? "update, even (warm-up)" : "update, even", updates, start);
        }
        start = System.nanoTime();
        for (int i = 0; i < updates; i++) {
            boolean hot = random.nextInt(10) > 0;
            update(store, visits, hot ? random.nextInt(keyCount / 10) : random.nextInt(keyCount), i);
        }
        report(name, "update, nine of ten to a tenth", updates, start);
        write(name, store, false);
        for (int i = 0; i < keyCount / 100; i++) {
            update(store, visits, random.nextInt(keyCount), i);
        }
        write(name, store, true);
        store.close();
    }

    private static void update(KeyedStore store, ValueState<Visit> visits, long key, int i) throws Exception {
        store.select(key);
        Visit before = visits.value();
        visits.update(new Visit(
                before == null ? 1 : before.count() + 1,
                key ^ i,
                "/products/of-some-category/with-a-long-name/" + i + "/details?from=search"));
        store.release();
        if (i % BATCH == 0) {
            store.evict();
        }
    }

    private static void report(String name, String what, int count, long startNanos) {
        double nanos = (double) (System.nanoTime() - startNanos) / count;
        System.out.printf(Locale.ROOT, "%-30s %-32s %,8.0f ns  %,10.0f /s%n", name, what, nanos, 1e9 / nanos);
    }

    private static void write(String name, KeyedStore store, boolean onlyChanges) throws IOException {
        long start = System.nanoTime();
        try (StoreSnapshot snapshot = store.snapshot()) {
            long pause = System.nanoTime() - start;
            IncrementalTable table = (IncrementalTable) snapshot.tables().get(0);
            StateTable rows = onlyChanges ? table.rowsOf(table.changes()) : table;
            AvroTableWriter writer = new AvroTableWriter(rows, OutputStream.nullOutputStream());
            try (writer) {
                rows.writeTo(writer);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %-32s pause %.2f ms, %,d rows, %,d bytes, %,d ms%n",
                    name,
                    onlyChanges ? "snapshot, 1 % changed" : "snapshot, all",
                    pause / 1e6,
                    writer.rows(),
                    writer.sizeBytes(),
                    (System.nanoTime() - start) / 1_000_000);
        }
    }
}
