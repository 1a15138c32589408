/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.function.OutputTag;

/** Where an operator's answers go. Never refuses. */
public interface Output {
    void emit(Object value, long timestamp);

    /** Passes a batch on, behind everything emitted before. The caller gives it away. */
    void emit(Batch batch);

    /** Emits to a side output; dropped where nobody reads it. */
    void emit(OutputTag<?> tag, Object value, long timestamp);

    /** For operators that make watermarks: event time, behind everything emitted before. */
    void emitWatermark(long timestamp);

    /** For operators that make watermarks: whether the channel takes part in the watermark. */
    void emitIdle(boolean idle);

    /** Returns whether a long emission should pause now and go on when resumed. */
    boolean shouldYield();
}
