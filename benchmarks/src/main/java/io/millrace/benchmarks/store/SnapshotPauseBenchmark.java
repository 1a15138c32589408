/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.store;

import io.millrace.snapshot.RowWriter;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import io.millrace.store.ObjectColumn;
import io.millrace.store.StoreSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/**
 * How long {@code KeyedStore.snapshot()} holds up the task that owns the store, while the snapshot before may still be
 * at work and the task goes on writing. Arguments: number of keys (default 1,000,000), number of snapshots (default
 * 100).
 */
public final class SnapshotPauseBenchmark {
    private static final int BATCH = 1024;

    private final KeyedStore store = new KeyedStore("pause", 128, new KeyGroupRange(0, 127), () -> 0);
    private final LongColumn counts = store.longColumn("count");
    private final ObjectColumn<String> texts = store.objectColumn("text", String.class);
    private final int keyCount;
    private long next = 1;

    private SnapshotPauseBenchmark(int keyCount) {
        this.keyCount = keyCount;
    }

    public static void main(String[] arguments) throws InterruptedException {
        int keyCount = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int snapshots = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        SnapshotPauseBenchmark benchmark = new SnapshotPauseBenchmark(keyCount);
        benchmark.fill();
        benchmark.run(Math.max(5, snapshots / 10), false);
        benchmark.run(snapshots, true);
    }

    private void fill() {
        for (int key = 0; key < keyCount; key++) {
            int slot = store.select((long) key);
            counts.set(slot, key);
            texts.set(slot, text(key));
        }
    }

    private static String text(long number) {
        return "about eighty characters of state, as a user's record has it, with number " + number;
    }

    private void run(int snapshots, boolean report) throws InterruptedException {
        long[] pauses = new long[snapshots];
        long[] batches = new long[1 << 20];
        int batchCount = 0;
        for (int i = 0; i < snapshots; i++) {
            long start = System.nanoTime();
            StoreSnapshot snapshot = store.snapshot();
            pauses[i] = System.nanoTime() - start;
            Thread writer = new Thread(() -> write(snapshot));
            writer.start();
            while (writer.isAlive()) {
                long batchStart = System.nanoTime();
                updateBatch();
                batches[batchCount++ & (batches.length - 1)] = System.nanoTime() - batchStart;
            }
            writer.join();
        }
        if (report) {
            print("snapshot() pause", pauses);
            print(
                    "batch of " + BATCH + " updates meanwhile",
                    Arrays.copyOf(batches, Math.min(batchCount, batches.length)));
        }
    }

    private void updateBatch() {
        for (int i = 0; i < BATCH; i++) {
            next = next * 6364136223846793005L + 1442695040888963407L;
            int slot = store.select(((next >>> 33) * keyCount) >>> 31);
            counts.set(slot, counts.get(slot) + 1);
            if ((i & 15) == 0) {
                texts.set(slot, text(next));
            }
        }
    }

    private static void write(StoreSnapshot snapshot) {
        try (snapshot) {
            snapshot.tables().get(0).writeTo(new DiscardingWriter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%,d keys, %s: p50 %.3f ms, p99 %.3f ms, max %.3f ms (%d times)%n",
                keyCount,
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) Math.ceil(nanos.length * 0.99) - 1] / 1e6,
                nanos[nanos.length - 1] / 1e6,
                nanos.length);
    }

    /** Encodes rows and forgets them, so that no disk has a part in the figures. */
    private static final class DiscardingWriter implements RowWriter {
        private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(OutputStream.nullOutputStream(), null);

        @Override
        public Encoder beginRow() {
            return encoder;
        }

        @Override
        public void endRow() {}
    }
}
