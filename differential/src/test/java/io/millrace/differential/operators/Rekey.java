/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;

/** A map that gives new keys, from the old ones or from the values. */
record Rekey(int keys, boolean byValue) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Rekey(drawing.random().upTo(8), drawing.random().chance(0.5));
    }

    private Event rekeyed(Event event) {
        return event.withKey((int) Math.floorMod(byValue ? event.value : event.key, (long) keys));
    }

    @Override
    public boolean fits(Traits input) {
        return true;
    }

    @Override
    public Traits after(Traits input) {
        return input.rekeyed();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        return input.local(input.stream().map(this::rekeyed));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.local(input.stream().map(this::rekeyed));
    }
}
