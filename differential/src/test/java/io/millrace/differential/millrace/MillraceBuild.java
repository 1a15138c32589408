/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.millrace;

import io.millrace.connector.Sink;
import io.millrace.connector.Source;
import io.millrace.differential.Event;
import io.millrace.differential.Input;
import io.millrace.differential.Program;
import io.millrace.differential.Row;
import io.millrace.differential.Setting;
import io.millrace.differential.Traits;
import io.millrace.function.Collector;
import io.millrace.process.ProcessFunction;
import io.millrace.stream.DataStream;
import io.millrace.stream.RuntimeExecutionMode;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Builds the Millrace job of one program. */
public final class MillraceBuild {
    private final StreamExecutionEnvironment environment;
    private final Setting setting;
    private final Function<Input, Source<Event, ?>> sources;
    private final Function<String, Sink<Row>> sinks;
    private final List<DataStream<Row>> outputs = new ArrayList<>();
    private int names;

    private MillraceBuild(
            StreamExecutionEnvironment environment,
            Setting setting,
            Function<Input, Source<Event, ?>> sources,
            Function<String, Sink<Row>> sinks) {
        this.environment = environment;
        this.setting = setting;
        this.sources = sources;
        this.sinks = sinks;
    }

    /** Adds the program to the environment, with a sink for each of its outputs. */
    static void build(
            Program program,
            StreamExecutionEnvironment environment,
            Function<Input, Source<Event, ?>> sources,
            Function<String, Sink<Row>> sinks) {
        MillraceBuild build = new MillraceBuild(environment, program.setting(), sources, sinks);
        if (program.setting().batch()) {
            environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        }
        build.capture("main", program.pipeline().millrace(build));
        int sink = 0;
        for (DataStream<Row> output : build.outputs) {
            output.sinkTo(build.sinks.apply("rows-" + sink++));
        }
    }

    public Setting setting() {
        return setting;
    }

    public MillraceStream source(Input input, Traits traits) {
        SingleOutputStreamOperator<Event> stream = environment
                .fromSource(sources.apply(input), Watermarks.strategy(input.bound(), input.every()), "source")
                .setParallelism(1);
        return new MillraceStream(this, stream, traits);
    }

    /** Returns a name that the other engine's build of the same program has for the same thing. */
    public String name(String prefix) {
        return prefix + "-" + names++;
    }

    public void capture(String output, MillraceStream stream) {
        SingleOutputStreamOperator<Row> rows = stream.stream().process(new Stamp(output));
        outputs.add(stream.traits().serial() ? rows.setParallelism(1) : rows);
    }

    /** Notes the timestamp of a result. */
    private static final class Stamp extends ProcessFunction<Event, Row> {
        private static final long serialVersionUID = 1L;

        private final String output;

        Stamp(String output) {
            this.output = output;
        }

        @Override
        public void processElement(Event event, Context ctx, Collector<Row> out) {
            Long timestamp = ctx.timestamp();
            out.collect(new Row(output, event, timestamp == null ? Long.MIN_VALUE : timestamp));
        }
    }
}
