/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Event;
import io.millrace.differential.Input;
import io.millrace.differential.Program;
import io.millrace.differential.Row;
import io.millrace.differential.Setting;
import io.millrace.differential.Traits;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Builds the Flink job of one program, one of many in the same environment. */
public final class FlinkBuild {
    public static final TypeInformation<Event> EVENT = TypeInformation.of(Event.class);

    private final StreamExecutionEnvironment environment;
    private final Program program;
    private final int id;
    private int names;

    private FlinkBuild(StreamExecutionEnvironment environment, Program program, int id) {
        this.environment = environment;
        this.program = program;
        this.id = id;
    }

    /** Adds the program to the environment; its rows go to {@link FlinkRows} under the id. */
    static void build(Program program, StreamExecutionEnvironment environment, int id) {
        FlinkBuild build = new FlinkBuild(environment, program, id);
        build.capture("main", program.pipeline().flink(build));
    }

    public Setting setting() {
        return program.setting();
    }

    int parallelism() {
        return program.flinkParallelism();
    }

    public FlinkStream source(Input input, Traits traits) {
        SingleOutputStreamOperator<Event> stream = environment
                .fromSource(
                        new ListSource(FlinkRows.input(id, input.number()), input.events()),
                        Watermarks.strategy(input.bound(), input.every()),
                        "source",
                        EVENT)
                .setParallelism(1);
        return new FlinkStream(this, stream, traits);
    }

    /** Returns a name that the other engine's build of the same program has for the same thing. */
    public String name(String prefix) {
        return prefix + "-" + names++;
    }

    public void capture(String output, FlinkStream stream) {
        stream.stream()
                .process(new Capture(id, output), EVENT)
                .setParallelism(stream.traits().serial() ? 1 : parallelism());
    }

    /** Takes the results out of the job, with their timestamps. */
    private static final class Capture extends ProcessFunction<Event, Event> {
        private static final long serialVersionUID = 1L;

        private final int id;
        private final String output;

        Capture(int id, String output) {
            this.id = id;
            this.output = output;
        }

        @Override
        public void processElement(Event event, Context ctx, Collector<Event> out) {
            Long timestamp = ctx.timestamp();
            FlinkRows.add(id, new Row(output, event, timestamp == null ? Long.MIN_VALUE : timestamp));
        }
    }
}
