/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkKeyedFunction;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceKeyedFunction;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.function.OutputTag;
import io.millrace.stream.SingleOutputStreamOperator;
import java.util.List;

/** A keyed process function that does as a drawn script says. */
record Scripted(Script script) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Scripted(Script.draw(drawing.random(), input.exact()));
    }

    @Override
    public boolean fits(Traits input) {
        return input.ordered() && (input.exact() || !script.usesTime());
    }

    @Override
    public Traits after(Traits input) {
        return script.registersInThePast() ? input.keyed().tardy() : input.keyed();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        OutputTag<Event> tag = input.newTag("aside");
        SingleOutputStreamOperator<Event> result = input.keyed().process(new MillraceKeyedFunction(script, tag));
        input.captureSide(result, tag, after(input.traits()));
        return input.then(result);
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        org.apache.flink.util.OutputTag<Event> tag = input.newTag("aside");
        org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<Event> result =
                input.keyed().process(new FlinkKeyedFunction(script, tag), FlinkBuild.EVENT);
        FlinkStream stream = input.spread(result);
        input.captureSide(result, tag, after(input.traits()));
        return stream;
    }

    @Override
    public List<Step> smaller() {
        return script.smaller().stream().<Step>map(Scripted::new).toList();
    }
}
