/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkNumbers;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceNumbers;
import io.millrace.differential.millrace.MillraceStream;

/** A map of a keyed stream by a rich function with state. */
record Numbered() implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Numbered();
    }

    @Override
    public boolean fits(Traits input) {
        return input.ordered();
    }

    @Override
    public Traits after(Traits input) {
        return input.keyed();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        return input.then(input.keyed().map(new MillraceNumbers()));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.spread(input.keyed().map(new FlinkNumbers()));
    }
}
