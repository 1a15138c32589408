/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Pipeline;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkCoFunction;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceCoFunction;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.function.OutputTag;
import io.millrace.stream.SingleOutputStreamOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A keyed co-process function that does as a drawn script says, with keys of which each comes from one side alone. */
record CoScripted(Script script, Pipeline other) implements Step {
    static @Nullable Step draw(Drawing drawing, Traits input) {
        return input.ordered() && input.ownKeys() && drawing.mayAddSource()
                ? new CoScripted(
                        Script.draw(drawing.random(), false),
                        drawing.pipeline(drawing.random().below(3)))
                : null;
    }

    @Override
    public boolean fits(Traits input) {
        return other.fits(input.setting()) && after(input).ordered();
    }

    @Override
    public Traits after(Traits input) {
        return input.with(other.traits(input.setting()), false).keyed();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        MillraceStream second = other.millrace(input.build());
        OutputTag<Event> tag = input.newTag("aside");
        SingleOutputStreamOperator<Event> result = input.stream()
                .connect(second.stream())
                .keyBy(event -> event.key, event -> event.key)
                .process(new MillraceCoFunction(script, tag));
        input.captureSide(result, tag, after(input.traits()));
        return input.then(result);
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkStream second = other.flink(input.build());
        org.apache.flink.util.OutputTag<Event> tag = input.newTag("aside");
        org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<Event> result = input.stream()
                .connect(second.stream())
                .keyBy(event -> event.key, event -> event.key)
                .process(new FlinkCoFunction(script, tag), FlinkBuild.EVENT);
        FlinkStream stream = input.spread(result);
        input.captureSide(result, tag, after(input.traits()));
        return stream;
    }

    @Override
    public List<Step> smaller() {
        return other.smaller().stream()
                .<Step>map(smaller -> new CoScripted(script, smaller))
                .toList();
    }

    @Override
    public String toString() {
        return "keyed co-process, " + script + ", with\n    " + other.toString().replace("\n", "\n    ");
    }
}
