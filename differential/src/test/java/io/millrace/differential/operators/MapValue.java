/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;

/** A map: {@code value * factor + term}. */
record MapValue(long factor, long term) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new MapValue(drawing.random().between(-3, 3), drawing.random().between(-3, 3));
    }

    @Override
    public boolean fits(Traits input) {
        return true;
    }

    @Override
    public Traits after(Traits input) {
        return input;
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        return input.local(input.stream().map(event -> event.withValue(event.value * factor + term)));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.local(input.stream().map(event -> event.withValue(event.value * factor + term)));
    }
}
