/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.FilterFunction;

/** Keeps the records that a {@link FilterFunction} accepts, in place. */
public final class FilterOperator extends FunctionOperator<FilterFunction<Object>> {
    private Loop loop = new FilterLoop();

    public FilterOperator(FilterFunction<?> function) {
        super(cast(function));
    }

    @Override
    protected void onOpen() {
        loop = context().kernels().instance(Loop.class, FilterLoop.class, function());
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        batch.size = loop.run(function(), batch.values, batch.timestamps, batch.kinds, batch.size);
        if (batch.size == 0) {
            context().recycle(batch);
        } else {
            output().emit(batch);
        }
    }

    /** The loop's face, through which its copies are called. */
    interface Loop {
        int run(
                FilterFunction<Object> function,
                Object[] values,
                long[] timestamps,
                byte @org.jspecify.annotations.Nullable [] kinds,
                int size)
                throws Exception;
    }

    /** Copied for each operator; see {@link Kernels}. */
    static final class FilterLoop implements Loop {
        @Override
        public int run(
                FilterFunction<Object> function,
                Object[] values,
                long[] timestamps,
                byte @org.jspecify.annotations.Nullable [] kinds,
                int size)
                throws Exception {
            int kept = 0;
            for (int row = 0; row < size; row++) {
                Object value = values[row];
                if (function.filter(value)) {
                    values[kept] = value;
                    timestamps[kept] = timestamps[row];
                    if (kinds != null) {
                        kinds[kept] = kinds[row];
                    }
                    kept++;
                }
            }
            return kept;
        }
    }
}
