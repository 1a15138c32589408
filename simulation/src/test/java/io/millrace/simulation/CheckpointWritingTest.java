/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.basic.SequenceSource;
import io.millrace.function.Collector;
import io.millrace.function.MapFunction;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When what tasks give for a checkpoint is written: it takes a processor, which others may need for their snapshots. */
class CheckpointWritingTest {
    private static final String TAKEN = "taken";
    private static final String WRITTEN = "written";
    private static final String TAKEN_AT_LAST = "taken at last";

    /** What happened, in order; by functions and values, of which there are copies. */
    private static final List<String> HAPPENED = new ArrayList<>();

    private static World world = newWorld(1);

    /** Notes when it is written: then its component is asked for. */
    private record Noted(long count) {
        @Override
        @SuppressWarnings("unused") // by its codec
        public long count() {
            HAPPENED.add(WRITTEN);
            return count;
        }
    }

    private static final class Keeping extends KeyedProcessFunction<Long, Long, Long> implements CheckpointedFunction {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("NullAway.Init") // set by open
        private transient ValueState<Noted> state;

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("state", Noted.class));
        }

        @Override
        public void processElement(Long value, Context context, Collector<Long> out) throws Exception {
            state.update(new Noted(value));
            out.collect(value);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            HAPPENED.add(TAKEN);
        }
    }

    private static final class Slow implements MapFunction<Long, Long>, CheckpointedFunction {
        private static final long serialVersionUID = 1;

        private final long millisEach;

        Slow(long millisEach) {
            this.millisEach = millisEach;
        }

        @Override
        public Long map(Long value) {
            world.moveClock(millisEach);
            return value;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            HAPPENED.add(TAKEN_AT_LAST);
        }
    }

    @BeforeEach
    void nothingHasHappened() {
        HAPPENED.clear();
    }

    private static World newWorld(long seed) {
        return new World(new Randomness(seed), Swarm.calmWithQuickMaster(1), WorldHooks.NONE);
    }

    /** A job whose last tasks take time for each row, when all of it runs. */
    private static CalmJob start(long seed, long millisEach) {
        world = newWorld(seed);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        environment
                .fromSource(new SequenceSource(0, Long.MAX_VALUE - 1), WatermarkStrategy.noWatermarks(), "Numbers")
                .keyBy(number -> number % 100)
                .process(new Keeping())
                .rebalance()
                .map(new Slow(millisEach))
                .sinkTo(context -> (element, timestamp) -> {});
        CalmJob job = CalmJob.start(environment, new SimulatedJobHost(world));
        for (int action = 0; action < 2_000; action++) {
            job.host().act();
        }
        HAPPENED.clear();
        return job;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingIsWrittenWhileOthersAreAboutToTakeTheirSnapshots(long seed) {
        start(seed, 0).takeCheckpoint();

        assertThat(HAPPENED).contains(TAKEN, WRITTEN, TAKEN_AT_LAST);
        assertThat(HAPPENED.indexOf(WRITTEN))
                .isGreaterThan(HAPPENED.lastIndexOf(TAKEN))
                .isGreaterThan(HAPPENED.lastIndexOf(TAKEN_AT_LAST));
    }

    @Test
    void whoeverIsSlowHoldsTheOthersBackForAMomentAlone() {
        int early = 0;
        for (long seed = 1; seed <= 20; seed++) {
            start(seed, 1_000).takeCheckpoint();
            early += HAPPENED.indexOf(WRITTEN) < HAPPENED.lastIndexOf(TAKEN_AT_LAST) ? 1 : 0;
        }

        assertThat(early).isPositive();
    }
}
