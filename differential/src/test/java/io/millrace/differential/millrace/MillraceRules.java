/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.millrace;

import io.millrace.differential.Event;
import io.millrace.function.Collector;
import io.millrace.process.BroadcastProcessFunction;
import io.millrace.state.MapStateDescriptor;
import java.util.Map;

/** Keeps the sums of rules by key; the first subtask also emits each rule. */
public final class MillraceRules extends BroadcastProcessFunction<Event, Event, Event> {
    public static final MapStateDescriptor<Integer, Long> SUMS =
            new MapStateDescriptor<>("sums", Integer.class, Long.class);
    private static final long serialVersionUID = 1L;

    private final boolean complete;
    private final boolean inOrder;

    /**
     * @param complete whether all rules come before all elements
     * @param inOrder whether the rules of a key come in a certain order
     */
    public MillraceRules(boolean complete, boolean inOrder) {
        this.complete = complete;
        this.inOrder = inOrder;
    }

    @Override
    public void processElement(Event event, ReadOnlyContext ctx, Collector<Event> out) {
        long sum = 0;
        if (complete) {
            for (Map.Entry<Integer, Long> entry : ctx.getBroadcastState(SUMS).immutableEntries()) {
                sum += entry.getValue();
            }
        }
        out.collect(event.withExtra(event.extra + sum));
    }

    @Override
    public void processBroadcastElement(Event rule, Context ctx, Collector<Event> out) {
        Long before = ctx.getBroadcastState(SUMS).get(rule.key);
        long sum = (before == null ? 0 : before) + rule.value;
        ctx.getBroadcastState(SUMS).put(rule.key, sum);
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            out.collect(inOrder ? rule.withExtra(sum) : rule);
        }
    }
}
