/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Functions;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;

/** A running reduction; {@code chain} tells every order from every other. */
record RunningReduce(boolean chain) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new RunningReduce(drawing.random().chance(0.7));
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
        return input.then(input.keyed().reduce(chain ? Functions::chain : Functions::merge));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.spread(input.keyed().reduce(chain ? Functions::chain : Functions::merge));
    }
}
