/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.MapFunction;

/** Applies a {@link MapFunction} to each record, in place. */
public final class MapOperator extends FunctionOperator<MapFunction<Object, Object>> {
    private Loop loop = new MapLoop();

    public MapOperator(MapFunction<?, ?> function) {
        super(cast(function));
    }

    @Override
    protected void onOpen() {
        loop = context().kernels().instance(Loop.class, MapLoop.class, function());
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        loop.run(function(), batch.values, batch.size);
        output().emit(batch);
    }

    /** The loop's face, through which its copies are called. */
    interface Loop {
        void run(MapFunction<Object, Object> function, Object[] values, int size) throws Exception;
    }

    /** Copied for each operator; see {@link Kernels}. */
    static final class MapLoop implements Loop {
        @Override
        public void run(MapFunction<Object, Object> function, Object[] values, int size) throws Exception {
            for (int row = 0; row < size; row++) {
                values[row] = function.map(values[row]);
            }
        }
    }
}
