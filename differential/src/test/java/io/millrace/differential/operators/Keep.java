/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;

/** A filter that drops every value with one remainder. */
record Keep(long modulus, long dropped) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        int modulus = drawing.random().between(2, 5);
        return new Keep(modulus, drawing.random().below(modulus));
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
        return input.local(input.stream().filter(event -> Math.floorMod(event.value, modulus) != dropped));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.local(input.stream().filter(event -> Math.floorMod(event.value, modulus) != dropped));
    }
}
