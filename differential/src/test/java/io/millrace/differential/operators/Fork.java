/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;

/** Two ways for one stream, which meet again. */
record Fork(long modulus) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Fork(drawing.random().between(1, 4));
    }

    private boolean takesSecondWay(Event event) {
        return Math.floorMod(event.value, modulus) == 0;
    }

    private static Event marked(Event event) {
        return event.withExtra(event.extra + 7);
    }

    @Override
    public boolean fits(Traits input) {
        return true;
    }

    @Override
    public Traits after(Traits input) {
        return input.with(input, true);
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        MillraceStream first = input.local(input.stream().map(Fork::marked));
        MillraceStream second = input.local(input.stream().filter(this::takesSecondWay));
        return first.then(first.stream().union(second.stream()));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkStream first = input.local(input.stream().map(Fork::marked));
        FlinkStream second = input.local(input.stream().filter(this::takesSecondWay));
        return first.then(first.stream().union(second.stream()));
    }
}
