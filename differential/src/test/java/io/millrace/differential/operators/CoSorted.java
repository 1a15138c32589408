/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Pipeline;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkCoFunction;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceCoFunction;
import io.millrace.differential.millrace.MillraceStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects another pipeline by key, keeps what both bring, and sums it up when both watermarks have come to it. */
record CoSorted(long delay, Pipeline other) implements Step {
    static @Nullable Step draw(Drawing drawing, Traits input) {
        return input.punctual() && drawing.mayAddSource()
                ? new CoSorted(
                        drawing.random().below(10),
                        drawing.pipeline(drawing.random().below(3)))
                : null;
    }

    @Override
    public boolean fits(Traits input) {
        return other.fits(input.setting())
                && input.punctual()
                && other.traits(input.setting()).punctual();
    }

    @Override
    public Traits after(Traits input) {
        return Sorted.sorted(input).rekeyed();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        MillraceStream second = other.millrace(input.build());
        return input.then(input.stream()
                .connect(second.stream())
                .keyBy(event -> 1 + event.key % 100, event -> 1 + event.key % 100)
                .process(new MillraceCoFunction(new Sorted.Buffer(delay), input.newTag("unused"))));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkStream second = other.flink(input.build());
        return input.spread(input.stream()
                .connect(second.stream())
                .keyBy(event -> 1 + event.key % 100, event -> 1 + event.key % 100)
                .process(new FlinkCoFunction(new Sorted.Buffer(delay), input.newTag("unused")), FlinkBuild.EVENT));
    }

    @Override
    public List<Step> smaller() {
        return other.smaller().stream()
                .<Step>map(smaller -> new CoSorted(delay, smaller))
                .toList();
    }

    @Override
    public String toString() {
        return "keyed co-process, delay " + delay + ", with\n    "
                + other.toString().replace("\n", "\n    ");
    }
}
