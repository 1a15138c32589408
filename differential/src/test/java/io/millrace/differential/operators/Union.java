/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Pipeline;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stream and another pipeline in one. */
record Union(Pipeline other) implements Step {
    static @Nullable Step draw(Drawing drawing, Traits input) {
        return drawing.mayAddSource()
                ? new Union(drawing.pipeline(drawing.random().below(3)))
                : null;
    }

    @Override
    public boolean fits(Traits input) {
        return other.fits(input.setting());
    }

    @Override
    public Traits after(Traits input) {
        return input.with(other.traits(input.setting()), false);
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        return input.then(input.stream().union(other.millrace(input.build()).stream()));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        return input.then(input.stream().union(other.flink(input.build()).stream()));
    }

    @Override
    public List<Step> smaller() {
        return other.smaller().stream().<Step>map(Union::new).toList();
    }

    @Override
    public String toString() {
        return "Union of\n    " + other.toString().replace("\n", "\n    ");
    }
}
