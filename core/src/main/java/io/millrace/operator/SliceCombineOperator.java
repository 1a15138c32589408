/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.AggregateFunction;
import io.millrace.function.Function;
import io.millrace.function.KeySelector;
import io.millrace.function.LongAggregateFunction;
import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;
import io.millrace.window.Reach;
import io.millrace.window.WindowAssigner;
import org.jspecify.annotations.Nullable;

/**
 * Folds elements by key and slice in front of the exchange to a {@link SliceWindowOperator}.
 *
 * <p>It holds nothing past a signal: before a watermark, a barrier or an idle status is passed on, all partial results
 * are. So it has no state, and an element meets the same watermark behind the exchange whether it was folded or not. An
 * element that may be late there, or that would fire a window again, is passed on as it is. What may be late follows from
 * the watermark here, which is never behind the one there, unless this input was idle and the others went on; from then
 * on nothing is folded. Where keys hardly repeat, folding only costs; then elements are passed on for a while before it is
 * tried again.
 */
public final class SliceCombineOperator extends FunctionOperator<Function> {
    /** Partial results are passed on when there are this many. */
    private static final int MAX_KEYS = 16_384;

    /** How many elements pass unfolded after a try that did not pay. */
    private static final int PAUSE_RECORDS = 64 * Batch.CAPACITY;

    private final AggregateFunction<Object, Object, Object> aggregate;
    private final @Nullable LongAggregateFunction<Object, Object> longAggregate;
    private final KeySelector<Object, Object> keySelector;
    private final Slicing slicing;
    private final Reach reach;
    private SliceLoop loop = new SliceLoop.Longs();
    private @Nullable SliceStore store;
    private int folded;
    private int keysHeld;
    private int pause;
    private boolean mayLag;

    public SliceCombineOperator(
            WindowAssigner<?, ?> assigner, WindowAggregation aggregation, KeySelector<?, ?> keySelector) {
        super(aggregation.aggregate());
        this.aggregate = aggregation.aggregate();
        this.longAggregate = aggregation.longAggregate();
        this.keySelector = cast(keySelector);
        this.slicing = Slicing.of(assigner);
        this.reach = slicing.reach();
    }

    /** Returns the key selector for the exchange behind this operator. */
    public static KeySelector<Object, Object> keySelector(KeySelector<?, ?> records) {
        return SlicePartial.keySelector(cast(records));
    }

    @Override
    protected void onOpen() {
        String name = context().operatorName();
        store = longAggregate == null
                ? SliceStore.ofObjects(
                        name, context().maxParallelism(), context().keyGroups(), null)
                : SliceStore.ofLongs(name, context().maxParallelism(), context().keyGroups());
        Class<? extends SliceLoop> loopClass = longAggregate == null ? SliceLoop.Objects.class : SliceLoop.Longs.class;
        loop = context().kernels().instance(SliceLoop.class, loopClass, keySelector, aggregate);
    }

    private SliceStore store() {
        SliceStore current = store;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        if (pause > 0 || mayLag) {
            pause = Math.max(0, pause - batch.size);
            output().emit(batch);
            return;
        }
        long watermark = context().watermark();
        int row = 0;
        while (row < batch.size) {
            long timestamp = batch.timestamps[row];
            if (reach.excludes(timestamp)) {
                output().emit(batch.values[row], timestamp);
                row++;
                continue;
            }
            long sliceEnd = slicing.sliceEnd(timestamp);
            long firstWindow = slicing.firstWindowEnd(sliceEnd);
            if (firstWindow - 1 <= watermark || slicing.lastWindowEnd(sliceEnd) < firstWindow) {
                output().emit(batch.values[row], timestamp);
                row++;
                continue;
            }
            SliceTable slice = store().slice(sliceEnd);
            int before = slice.size();
            int next = loop.run(
                    slice, sliceEnd - slicing.slice(), keySelector, aggregate, longAggregate, batch, row, batch.size);
            keysHeld += slice.size() - before;
            folded += next - row;
            row = next;
        }
        context().recycle(batch);
        if (keysHeld >= MAX_KEYS) {
            beforeSignal();
        }
    }

    @Override
    public void beforeSignal() {
        int emitted = 0;
        while (!store().isEmpty()) {
            SliceTable slice = store().at(0);
            long end = slice.end();
            for (int slot = 0; slot < slice.size(); slot++) {
                Object accumulator = longAggregate != null ? (Object) slice.longAt(slot) : slice.objectAt(slot);
                if (accumulator != null) {
                    output().emit(new SlicePartial(slice.keyAt(slot), end, accumulator), end - 1);
                    emitted++;
                }
            }
            store().drop(end);
        }
        if (folded >= Batch.CAPACITY && emitted * 2L > folded) {
            pause = PAUSE_RECORDS;
        }
        folded = 0;
        keysHeld = 0;
    }

    @Override
    public void onIdle() {
        mayLag = true;
    }

    @Override
    public boolean onEndOfInput(int input) {
        beforeSignal();
        return true;
    }
}
