/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Pipeline;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.Traits.Order;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkRules;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceRules;
import io.millrace.differential.millrace.MillraceStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts another pipeline to a stream without keys.
 *
 * @param complete whether elements take the rules up: in a batch, where these come first
 * @param inOrder whether results depend on the order of the rules
 */
record Rules(boolean complete, boolean inOrder, Pipeline other) implements Step {
    static @Nullable Step draw(Drawing drawing, Traits input) {
        return drawing.mayAddSource()
                ? new Rules(
                        input.batch(),
                        drawing.random().chance(0.6),
                        drawing.pipeline(drawing.random().below(3)))
                : null;
    }

    @Override
    public boolean fits(Traits input) {
        return other.fits(input.setting())
                && (!complete || input.batch())
                && (!inOrder || other.traits(input.setting()).order() == Order.TOTAL);
    }

    @Override
    public Traits after(Traits input) {
        return input.with(other.traits(input.setting()), false);
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        MillraceStream rules = other.millrace(input.build());
        MillraceStream result = input.withTraits(after(input.traits()));
        return result.local(input.stream()
                .connect(rules.stream().broadcast(MillraceRules.SUMS))
                .process(new MillraceRules(complete, inOrder)));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkStream rules = other.flink(input.build());
        FlinkStream result = input.withTraits(after(input.traits()));
        return result.local(input.stream()
                .connect(rules.stream().broadcast(FlinkRules.SUMS))
                .process(new FlinkRules(complete, inOrder), FlinkBuild.EVENT));
    }

    @Override
    public List<Step> smaller() {
        return other.smaller().stream()
                .<Step>map(smaller -> new Rules(complete, inOrder, smaller))
                .toList();
    }

    @Override
    public String toString() {
        return "broadcast process " + (complete ? "of all rules, " : "") + (inOrder ? "in order, " : "")
                + "with rules\n    " + other.toString().replace("\n", "\n    ");
    }
}
