/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.Traits.Order;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;

/** Timestamps and watermarks anew, in the middle of a stream; only where one subtask sees all elements in order. */
record Retime(long bound, int every) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Retime(drawing.random().below(12), drawing.random().between(1, 3));
    }

    @Override
    public boolean fits(Traits input) {
        return input.order() == Order.TOTAL && input.serial();
    }

    @Override
    public Traits after(Traits input) {
        return new Traits(input.order(), true, 0, true, input.setting(), input.ownKeys());
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        return input.local(input.stream()
                .assignTimestampsAndWatermarks(io.millrace.differential.millrace.Watermarks.strategy(bound, every)));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.local(input.stream()
                .assignTimestampsAndWatermarks(io.millrace.differential.flink.Watermarks.strategy(bound, every)));
    }
}
