/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.Sink;
import io.millrace.connector.SinkWriter;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long checkpoints take where a sink has never done what lies in front of it, and time passes in it alone. */
class SlowSinkTest {
    private static final int CHECKPOINTS = 100;

    private final World world = new World(new Randomness(1), Swarm.calmWithQuickMaster(1), WorldHooks.NONE);
    private final SimulatedJobHost host = new SimulatedJobHost(world);
    private long written;

    /** What lies between the source and the sink. */
    enum Job {
        MAP {
            @Override
            DataStream<Long> of(DataStream<Long> numbers) {
                return numbers.keyBy(number -> number % 1_000).map(number -> -number);
            }
        },
        WINDOW {
            @Override
            DataStream<Long> of(DataStream<Long> numbers) {
                return numbers.keyBy(number -> number % 10)
                        .window(TumblingEventTimeWindows.of(Duration.ofMillis(100)))
                        .reduce(Long::sum);
            }
        },
        THREE_STAGES {
            @Override
            DataStream<Long> of(DataStream<Long> numbers) {
                return numbers.keyBy(number -> number % 1_000).reduce(Long::sum).rebalance();
            }
        },
        MORE_OUT_THAN_IN {
            @Override
            DataStream<Long> of(DataStream<Long> numbers) {
                return numbers.keyBy(number -> number % 1_000)
                        .<Long>flatMap((number, out) -> {
                            for (int copy = 0; copy < 20; copy++) {
                                out.collect(number);
                            }
                        })
                        .rebalance();
            }
        };

        abstract DataStream<Long> of(DataStream<Long> numbers);
    }

    private CalmJob start(Job job, int parallelism, long millisEach) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        DataStream<Long> numbers = environment.fromSource(
                new SequenceSource(0, Long.MAX_VALUE - 1),
                WatermarkStrategy.<Long>forMonotonousTimestamps()
                        .withTimestampAssigner((number, timestamp) -> number & Integer.MAX_VALUE),
                "Numbers");
        Sink<Long> slow = context -> slowWriter(((SimulatedEnvironment) context.environment()).world(), millisEach);
        job.of(numbers).sinkTo(slow);
        return CalmJob.start(environment, host);
    }

    private SinkWriter<Long> slowWriter(World slowWorld, long millisEach) {
        return (element, timestamp) -> {
            slowWorld.moveClock(millisEach);
            written++;
        };
    }

    /** Returns how long each of many checkpoints took from its trigger to its end, the shortest first. */
    private List<Long> checkpoints(CalmJob job) {
        List<Long> millis = new ArrayList<>();
        while (millis.size() < CHECKPOINTS) {
            long before = written;
            while (written < before + 20) {
                host.act();
            }
            long start = world.elapsedMillis();
            job.takeCheckpoint();
            millis.add(world.elapsedMillis() - start);
        }
        Collections.sort(millis);
        return millis;
    }

    @ParameterizedTest
    @CsvSource({
        "MAP, 1, 1",
        "MAP, 1, 10",
        "MAP, 2, 1",
        "MAP, 2, 10",
        "WINDOW, 1, 1",
        "WINDOW, 1, 10",
        "WINDOW, 2, 1",
        "WINDOW, 2, 10",
        "THREE_STAGES, 2, 1",
        "THREE_STAGES, 2, 10",
        "THREE_STAGES, 4, 1",
        "MORE_OUT_THAN_IN, 1, 1",
        "MORE_OUT_THAN_IN, 2, 1"
    })
    void aCheckpointIsCompleteWithinASecond(Job job, int parallelism, long millisEach) {
        CalmJob running = start(job, parallelism, millisEach);

        List<Long> millis = checkpoints(running);

        assertThat(millis.get(CHECKPOINTS * 99 / 100 - 1)).isLessThan(1_000);
    }
}
