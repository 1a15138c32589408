/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.spill;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.store.KeyHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait until all have come, and then come back in another order, or in the same. What memory has no room for
 * goes to temporary files: a run at a time, in order, to be merged when the rows come back.
 *
 * <p>One thread at a time uses it. The files are deleted by {@link #close}, at the latest.
 */
public final class SpillingRows implements AutoCloseable {
    private static final int LEAST_BLOCK_BYTES = 4 * 1024;
    private static final int MOST_BLOCK_BYTES = 256 * 1024;

    private final Scratch scratch;
    private final Comparator<Row> order;
    private final List<? extends @Nullable KeySelector<Object, Object>> selectors;
    private final RowSize size = new RowSize();
    private final List<Run> runs = new ArrayList<>();
    private List<Row> rows = new ArrayList<>();
    private long memoryBytes;
    private long arrivals;
    private long spilledBytes;

    private SpillingRows(
            Scratch scratch, Comparator<Row> order, List<? extends @Nullable KeySelector<Object, Object>> selectors) {
        this.scratch = scratch;
        this.order = order;
        this.selectors = selectors;
    }

    /**
     * Rows that come back key by key; those of a key by timestamp, and those of one timestamp as they came.
     *
     * @param selectors give the keys of each input's rows; null for an input that has no rows
     */
    public static SpillingRows groupedByKey(
            Scratch scratch, List<? extends @Nullable KeySelector<Object, Object>> selectors) {
        return new SpillingRows(scratch, RowOrder.KEY_AND_TIME, selectors);
    }

    /** Rows that come back as they came. */
    public static SpillingRows inOrderOfArrival(Scratch scratch) {
        return new SpillingRows(scratch, RowOrder.ARRIVAL, List.of());
    }

    /**
     * Rows that come back in the order of their keys, and those of equal keys as they came.
     *
     * @param keyOrder compares two keys
     */
    public static SpillingRows sorted(Scratch scratch, KeySelector<Object, Object> key, Comparator<Object> keyOrder) {
        Comparator<Row> byKey = (left, right) -> keyOrder.compare(left.key(), right.key());
        return new SpillingRows(scratch, byKey.thenComparing(RowOrder.ARRIVAL), List.of(key));
    }

    /** Adds all rows of a batch, which stays the caller's. */
    public void add(int input, RecordBatch batch) throws Exception {
        byte[] kinds = batch.kinds;
        for (int row = 0; row < batch.size; row++) {
            add(input, batch.values[row], batch.timestamps[row], kinds == null ? 0 : kinds[row]);
        }
    }

    /** Adds a row of the first input that has but a value. */
    public void add(Object value) throws Exception {
        add(0, value, Batch.NO_TIMESTAMP, (byte) 0);
    }

    private void add(int input, Object value, long timestamp, byte kind) throws Exception {
        Object key = keyOf(input, value);
        int hash = order == RowOrder.KEY_AND_TIME ? KeyHash.of(key) : 0;
        rows.add(new Row(hash, key, value, timestamp, arrivals++, input, kind));
        if (scratch.isBounded()) {
            memoryBytes += size.estimate(value);
            if (memoryBytes > scratch.memoryBytes()) {
                spill();
            }
        }
    }

    private Object keyOf(int input, Object value) throws Exception {
        if (selectors.isEmpty()) {
            return "";
        }
        KeySelector<Object, Object> selector = selectors.get(input);
        if (selector == null) {
            throw new IllegalStateException("Input " + input + " has no key");
        }
        Object key = selector.getKey(value);
        if (key == null) {
            throw new NullPointerException("A key selector gave null for " + value
                    + ". Filter such records out before keyBy, or give them a key.");
        }
        return key;
    }

    private void spill() throws IOException {
        rows.sort(order);
        Run run = Run.write(scratch.storage(), scratch.prefix() + "-" + runs.size(), rows);
        runs.add(run);
        spilledBytes += run.bytes();
        rows = new ArrayList<>();
        memoryBytes = 0;
    }

    /** Returns the values of all rows, in the order in which they came; only while memory has room for all. */
    public List<Object> values() {
        if (!runs.isEmpty()) {
            throw new IllegalStateException("Some rows are in files");
        }
        List<Object> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(row.value()));
        return values;
    }

    /** Returns how many bytes went to files so far. */
    public long spilledBytes() {
        return spilledBytes;
    }

    /** Returns how many files there are. */
    public int runs() {
        return runs.size();
    }

    /** Returns all rows in order, once. Nothing may be added any more. */
    public RowCursor read() throws Exception {
        rows.sort(order);
        List<RowReader> readers = new ArrayList<>();
        int blockBytes = (int) Math.max(
                LEAST_BLOCK_BYTES, Math.min(MOST_BLOCK_BYTES, scratch.memoryBytes() / Math.max(1, runs.size())));
        for (Run run : runs) {
            readers.add(RowReader.of(scratch.storage(), run, blockBytes, this::keyOf));
        }
        readers.add(RowReader.of(rows));
        rows = new ArrayList<>();
        return new RowCursor(order, readers);
    }

    /** Deletes the files. */
    @Override
    public void close() throws IOException {
        rows = new ArrayList<>();
        while (!runs.isEmpty()) {
            scratch.storage().delete(runs.get(runs.size() - 1).path());
            runs.remove(runs.size() - 1);
        }
    }
}
