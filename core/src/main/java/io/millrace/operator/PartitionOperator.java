/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.Function;
import io.millrace.snapshot.StateTable;
import java.util.ArrayList;
import java.util.List;

/**
 * An operator that answers once its input has ended, about all of it: the partition of its subtask. Watermarks wait until
 * then, too, so that its results come before the end of time.
 *
 * <p>What it holds is its state. After a restore at another parallelism each part goes to one subtask as a whole, which may
 * get several, or none. A part whose results went out before the snapshot is not answered again; if its subtask is given
 * more input all the same, because splits have moved, that is a new partition.
 */
abstract class PartitionOperator<F extends Function> extends FunctionOperator<F> {
    private static final String HELD = "partition";
    private static final String ANSWERED = "partitionAnswered";

    private boolean answered;

    PartitionOperator(F function) {
        super(function);
    }

    /** Takes what {@link #held} gave in an earlier life, one by one. */
    protected abstract void restore(Object held) throws Exception;

    /** Returns what there is of the partition, as it is now: values that are not changed any more. */
    protected abstract List<Object> held() throws Exception;

    /** Emits the results, or some of them; called again until it returns true. */
    protected abstract boolean answer() throws Exception;

    @Override
    protected void onOpen() throws Exception {
        List<List<Object>> parts = ValuesTable.readEach(context().restoredState(), HELD);
        List<List<Object>> ends = ValuesTable.readEach(context().restoredState(), ANSWERED);
        List<Boolean> own = new ArrayList<>();
        List<Boolean> all = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            boolean end = (Boolean) ends.get(part).get(0);
            all.add(end);
            if (part % context().parallelism() == context().subtaskIndex()) {
                own.add(end);
                for (Object value : parts.get(part)) {
                    restore(value);
                }
            }
        }
        List<Boolean> deciding = own.isEmpty() ? all : own;
        answered = !deciding.isEmpty() && !deciding.contains(false);
    }

    /** To be called for each batch. */
    protected final void goOn() {
        answered = false;
    }

    @Override
    public final boolean forwardsWatermarks() {
        return false;
    }

    @Override
    public final boolean onEndOfInput(int input) throws Exception {
        return resume();
    }

    @Override
    public final boolean resume() throws Exception {
        if (!answered && !answer()) {
            return false;
        }
        answered = true;
        output().emitWatermark(Long.MAX_VALUE);
        return true;
    }

    @Override
    public final OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        List<Object> values = answered ? List.of() : held();
        List<Boolean> end = List.of(answered);
        return new OperatorSnapshot() {
            @Override
            public List<StateTable> tables() {
                return List.of(new ValuesTable(HELD, values), new ValuesTable(ANSWERED, end));
            }
        };
    }
}
