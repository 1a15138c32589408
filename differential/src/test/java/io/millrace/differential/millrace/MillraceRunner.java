/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.millrace;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.differential.Event;
import io.millrace.differential.Input;
import io.millrace.differential.Program;
import io.millrace.differential.Row;
import io.millrace.simulation.LedgerSink;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.simulation.Simulation;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Runs programs on Millrace: in a world of the simulation, or on the engine. */
public final class MillraceRunner {
    private static final int MOST_PARALLELISM = 4;

    private MillraceRunner() {}

    /**
     * Runs a program in the world of a seed.
     *
     * @param crashes how often the process dies at most
     */
    public static List<Row> simulate(Program program, long seed, int crashes) {
        List<Row> rows = new ArrayList<>();
        Simulation.run(new OneProgram(program, rows), seed, crashes);
        return rows;
    }

    /** Returns the program as a scenario that leaves its rows in the list. */
    public static Scenario scenario(Program program, List<Row> rows) {
        return new OneProgram(program, rows);
    }

    /** Runs a program on the threads of the engine. */
    public static List<Row> execute(Program program, int parallelism) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment()
                .setParallelism(program.setting().single() ? 1 : parallelism);
        List<CollectingSink<Row>> sinks = new ArrayList<>();
        MillraceBuild.build(program, environment, input -> source(input, 0), name -> {
            sinks.add(new CollectingSink<>());
            return sinks.get(sinks.size() - 1);
        });
        environment.execute("differential");
        return sinks.stream().flatMap(sink -> sink.results().stream()).toList();
    }

    private static ScriptedSource<Event> source(Input input, int pauseEvery) {
        return ScriptedSource.bounded(List.of(new Script<>(input.events(), pauseEvery, 5, 0)));
    }

    private record OneProgram(Program program, List<Row> rows) implements Scenario {
        @Override
        public String name() {
            return "differential";
        }

        @Override
        public Run draw(Randomness random) {
            Set<String> sinks = new LinkedHashSet<>();
            int pauseEvery = random.chance(0.3) ? random.upTo(20) : 0;
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    sinks.clear();
                    MillraceBuild.build(program, environment, input -> source(input, pauseEvery), name -> {
                        sinks.add(name);
                        return new LedgerSink<>(name);
                    });
                }

                @Override
                public void verify(Outputs outputs) {
                    rows.clear();
                    sinks.forEach(sink -> rows.addAll(outputs.rows(sink)));
                }

                @Override
                public int mostParallelism() {
                    return program.setting().single() ? 1 : MOST_PARALLELISM;
                }
            };
        }
    }
}
