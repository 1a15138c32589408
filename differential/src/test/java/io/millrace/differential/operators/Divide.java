/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.process.ProcessFunction;
import io.millrace.stream.SingleOutputStreamOperator;

/** A process function that sends a part of the elements to a side output, and says whether each has a timestamp. */
record Divide(long modulus) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Divide(drawing.random().between(2, 4));
    }

    private boolean goesAside(Event event) {
        return Math.floorMod(event.value, modulus) == 0;
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
        OutputTag<Event> tag = input.newTag("divided");
        MillraceStream result = input.local(input.stream().process(new OnMillrace(this, tag)));
        input.captureSide((SingleOutputStreamOperator<Event>) result.stream(), tag, input.traits());
        return result;
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        org.apache.flink.util.OutputTag<Event> tag = input.newTag("divided");
        FlinkStream result = input.local(input.stream().process(new OnFlink(this, tag)));
        input.captureSide(
                (org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<Event>) result.stream(),
                tag,
                input.traits());
        return result;
    }

    private static final class OnMillrace extends ProcessFunction<Event, Event> {
        private final Divide step;
        private final OutputTag<Event> tag;

        OnMillrace(Divide step, OutputTag<Event> tag) {
            this.step = step;
            this.tag = tag;
        }

        @Override
        public void processElement(Event event, Context ctx, Collector<Event> out) {
            if (step.goesAside(event)) {
                ctx.output(tag, event);
            } else {
                out.collect(event);
            }
        }
    }

    private static final class OnFlink extends org.apache.flink.streaming.api.functions.ProcessFunction<Event, Event> {
        private final Divide step;
        private final org.apache.flink.util.OutputTag<Event> tag;

        OnFlink(Divide step, org.apache.flink.util.OutputTag<Event> tag) {
            this.step = step;
            this.tag = tag;
        }

        @Override
        public void processElement(Event event, Context ctx, org.apache.flink.util.Collector<Event> out) {
            if (step.goesAside(event)) {
                ctx.output(tag, event);
            } else {
                out.collect(event);
            }
        }
    }
}
