/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;

/** Deals the elements out to many subtasks, which lose their order. */
record Scatter() implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Scatter();
    }

    private static Event marked(Event event) {
        return event.withExtra(event.extra + 1);
    }

    @Override
    public boolean fits(Traits input) {
        return true;
    }

    @Override
    public Traits after(Traits input) {
        return input.scattered();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        return input.then(input.stream().rebalance().map(Scatter::marked));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.spread(input.stream().rebalance().map(Scatter::marked));
    }
}
