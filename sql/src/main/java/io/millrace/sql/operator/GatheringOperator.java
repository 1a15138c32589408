/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** A keyed operator that may gather the rows of a mini-batch before it emits what they change: at its end, by rows or by the clock, and before every signal. */
abstract class GatheringOperator extends KeyedColumnOperator {
    private final @Nullable Gathering gathering;

    /**
     * @param outputRow what the operator's rows are
     * @param miniBatch how many rows are gathered; null for none
     */
    GatheringOperator(RelDataType outputRow, @Nullable MiniBatch miniBatch) {
        super(outputRow);
        this.gathering = miniBatch == null ? null : new Gathering(miniBatch);
    }

    /** Emits what has changed since the last time, if anything has. */
    abstract void emitGathered();

    /** Returns whether rows are gathered. */
    final boolean gathers() {
        return gathering != null;
    }

    /** Counts rows that were gathered; emits what they change if there are as many as there may be. */
    final void gathered(int more) {
        if (gathering != null && gathering.add(more, context().processingTime())) {
            endGathering();
        }
    }

    /** Emits what has changed, and begins anew. */
    final void endGathering() {
        emitGathered();
        if (gathering != null) {
            gathering.clear();
        }
    }

    @Override
    public void beforeSignal() {
        endGathering();
        super.beforeSignal();
    }

    @Override
    public long nextProcessingTime() {
        long timers = super.nextProcessingTime();
        return gathering == null ? timers : Math.min(timers, gathering.end());
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        if (gathering != null && millis >= gathering.end()) {
            endGathering();
        }
        return super.onProcessingTime(millis);
    }
}
