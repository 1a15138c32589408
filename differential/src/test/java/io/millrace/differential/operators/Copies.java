/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;

/** A flat map: from none to {@code most} elements for each, by its value. */
record Copies(long most) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Copies(drawing.random().between(1, 3));
    }

    private long copies(Event event) {
        return Math.floorMod(event.value, most + 1);
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
        return input.local(input.stream().<Event>flatMap((event, out) -> {
            for (long i = 0; i < copies(event); i++) {
                out.collect(event.withExtra(event.extra + i));
            }
        }));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.local(input.stream().<Event>flatMap((event, out) -> {
            for (long i = 0; i < copies(event); i++) {
                out.collect(event.withExtra(event.extra + i));
            }
        }));
    }
}
