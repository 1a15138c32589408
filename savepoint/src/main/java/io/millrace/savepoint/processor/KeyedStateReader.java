/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.connector.SourceOutput;
import io.millrace.connector.SplitReader;
import io.millrace.function.Collector;
import io.millrace.process.OpenContext;
import io.millrace.savepoint.Savepoint;
import io.millrace.store.KeyedStore;
import io.millrace.store.TimerQueue;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Restores the keys of some key groups, and calls the function with one after the other. */
final class KeyedStateReader<K, OUT> implements SplitReader<OUT, KeyedStateSource.Split> {
    private final String path;
    private final String uid;
    private final KeyedStateReaderFunction<K, OUT> function;
    private final KeyedStateSource.Split split;
    private final ClassLoader loader;
    private final ArrayDeque<OUT> results = new ArrayDeque<>();
    private @Nullable KeyedStore store;
    private int[] slots = new int[0];
    private int next;
    private long emitted;
    private boolean opened;

    KeyedStateReader(
            String path,
            String uid,
            KeyedStateReaderFunction<K, OUT> function,
            KeyedStateSource.Split split,
            ClassLoader loader) {
        this.path = path;
        this.uid = uid;
        this.function = function;
        this.split = split;
        this.loader = loader;
        this.emitted = split.emitted();
    }

    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public Status read(SourceOutput<OUT> output, int maxRecords) throws Exception {
        KeyedStore restored = store;
        if (restored == null) {
            restored = restore();
            store = restored;
            for (long skipped = 0; skipped < emitted && readNext(restored); skipped++) {
                results.remove();
            }
        }
        for (int count = 0; count < maxRecords; count++) {
            if (!readNext(restored)) {
                return Status.END;
            }
            output.collect(results.remove());
            emitted++;
        }
        return Status.MORE;
    }

    private KeyedStore restore() throws Exception {
        Savepoint savepoint = Savepoint.load(path);
        KeyedStore restored = new KeyedStore(uid, split.maxParallelism(), split.range(), System::currentTimeMillis);
        restored.restore(savepoint.restoredState(uid, loader).tables(KeyedStore.TABLE));
        function.setRuntimeContext(new ReadingContext(uid, path, restored));
        opened = true;
        function.open(new OpenContext() {});
        int[] found = new int[Math.toIntExact(restored.size())];
        int[] count = new int[1];
        restored.forEachSlot(slot -> found[count[0]++] = slot);
        slots = found;
        return restored;
    }

    /** Reads keys until there is a result; returns false where there is none any more. */
    private boolean readNext(KeyedStore restored) throws Exception {
        while (results.isEmpty() && next < slots.length) {
            restored.selectSlot(slots[next++]);
            @SuppressWarnings("unchecked")
            K key = (K) restored.currentKey();
            function.readKey(key, new Timers(restored), new Results());
        }
        return !results.isEmpty();
    }

    @Override
    public KeyedStateSource.Split position() {
        return new KeyedStateSource.Split(split.maxParallelism(), split.first(), split.last(), emitted);
    }

    @Override
    public void close() throws IOException {
        if (opened) {
            opened = false;
            try {
                function.close();
            } catch (IOException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IOException(failure);
            }
        }
    }

    private final class Results implements Collector<OUT> {
        @Override
        public void collect(OUT result) {
            results.add(result);
        }
    }

    private record Timers(KeyedStore store) implements KeyedStateReaderFunction.Context {
        @Override
        public Set<Long> registeredEventTimeTimers() {
            return timestamps(store.eventTimers());
        }

        @Override
        public Set<Long> registeredProcessingTimeTimers() {
            return timestamps(store.processingTimers());
        }

        private Set<Long> timestamps(TimerQueue timers) {
            Set<Long> timestamps = new LinkedHashSet<>();
            for (long timestamp : timers.timestampsOf(store.currentSlot())) {
                timestamps.add(timestamp);
            }
            return timestamps;
        }
    }
}
