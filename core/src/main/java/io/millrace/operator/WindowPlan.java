/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.FunctionCopier;
import io.millrace.window.Evictor;
import io.millrace.window.MergingWindowAssigner;
import io.millrace.window.Trigger;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which windows there are, when they fire, and what they keep.
 *
 * @param evictor null where windows keep all their elements, or only what they fold them into
 */
public record WindowPlan(
        WindowAssigner<Object, Window> assigner,
        Trigger<Object, Window> trigger,
        @Nullable Evictor<Object, Window> evictor)
        implements Serializable {

    public static WindowPlan of(WindowAssigner<?, ?> assigner, Trigger<?, ?> trigger, @Nullable Evictor<?, ?> evictor) {
        return new WindowPlan(
                FunctionOperator.cast(assigner),
                FunctionOperator.cast(trigger),
                evictor == null ? null : FunctionOperator.cast(evictor));
    }

    /** Returns the plan for one task: what has fields that can change is copied. */
    public WindowPlan forTask() {
        return new WindowPlan(
                FunctionCopier.copyIfMutable(assigner),
                FunctionCopier.copyIfMutable(trigger),
                evictor == null ? null : FunctionCopier.copyIfMutable(evictor));
    }

    /** Returns the assigner where windows merge, else null. */
    @Nullable
    MergingWindowAssigner<Object, Window> mergingAssigner() {
        return assigner instanceof MergingWindowAssigner<Object, Window> merging ? merging : null;
    }
}
