/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import io.millrace.data.Batch;
import io.millrace.function.OutputTag;
import io.millrace.graph.JobGraph;
import io.millrace.graph.JobNode;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.RestoredState;
import io.millrace.store.KeyedStore;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Opens an operator of a job as a start would, with the first rows of its state, and closes it again.
 *
 * @param problem what kept it from opening; empty where nothing did
 * @param undeclared the keyed states that were restored and that its function does not declare
 */
record OpeningTrial(String problem, List<String> undeclared) {
    static OpeningTrial of(JobGraph job, JobNode node, RestoredState restored) {
        TrialContext context = new TrialContext(job, node, new SampledState(restored));
        try {
            Operator operator = node.factory().create();
            try {
                context.operatorStates();
                operator.open(context, Nowhere.INSTANCE);
            } finally {
                operator.close();
            }
        } catch (Exception failure) {
            return new OpeningTrial(text(failure), List.of());
        }
        KeyedStore store = context.openedStore();
        return new OpeningTrial("", store == null ? List.of() : store.undeclared());
    }

    private static String text(Exception failure) {
        if (failure instanceof UncheckedIOException reading && reading.getCause() != null) {
            return String.valueOf(reading.getCause().getMessage());
        }
        boolean own = failure instanceof IllegalStateException || failure instanceof IllegalArgumentException;
        return own && failure.getMessage() != null ? failure.getMessage() : failure.toString();
    }

    /** What an operator emits while it is opened. */
    private enum Nowhere implements Output {
        INSTANCE;

        @Override
        public void emit(Object value, long timestamp) {}

        @Override
        public void emit(Batch batch) {}

        @Override
        public void emit(OutputTag<?> tag, Object value, long timestamp) {}

        @Override
        public void emitWatermark(long timestamp) {}

        @Override
        public void emitIdle(boolean idle) {}

        @Override
        public boolean shouldYield() {
            return false;
        }
    }
}
