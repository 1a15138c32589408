/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.store;

import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One record's share of a keyed count: find the key, read its count, write it back. Keys come in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class StoreBenchmark {
    @Param({"1000", "100000", "1000000", "10000000"})
    int keyCount;

    private final KeyGroupRange range = new KeyGroupRange(0, 127);
    private final KeyedStore longStore = new KeyedStore("longs", 128, range, () -> 0);
    private final KeyedStore textStore = new KeyedStore("texts", 128, range, () -> 0);
    private final LongColumn longCounts = longStore.longColumn("count");
    private final LongColumn textCounts = textStore.longColumn("count");
    private final SliceTable slice = SliceStore.ofLongs("slices", 128, range).slice(1);
    private String[] texts = {};
    private long next;

    @Setup
    public void fill() {
        texts = new String[Math.min(keyCount, 1_000_000)];
        for (int i = 0; i < keyCount; i++) {
            longCounts.set(longStore.select((long) i), 1);
            slice.slotOf((long) i);
        }
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "key-" + i;
            textCounts.set(textStore.select(texts[i]), 1);
        }
    }

    private int nextKey(int bound) {
        next = next * 6364136223846793005L + 1442695040888963407L;
        return (int) (((next >>> 33) * bound) >>> 31);
    }

    @Benchmark
    public int updateLongKey() {
        int slot = longStore.select((long) nextKey(keyCount));
        longCounts.set(slot, longCounts.get(slot) + 1);
        return slot;
    }

    @Benchmark
    public int updateTextKey() {
        int slot = textStore.select(texts[nextKey(texts.length)]);
        textCounts.set(slot, textCounts.get(slot) + 1);
        return slot;
    }

    @Benchmark
    public int updateSlice() {
        int slot = slice.slotOf((long) nextKey(keyCount));
        slice.setLong(slot, slice.longAt(slot) + 1);
        return slot;
    }
}
