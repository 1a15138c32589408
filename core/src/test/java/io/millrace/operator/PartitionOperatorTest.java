/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.OutputTag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionOperatorTest {
    private static final int ROWS = 20_000;

    private final MemoryScratch scratch = new MemoryScratch();
    private final TestContext context = new TestContext(scratch);
    private final List<Object> emitted = new ArrayList<>();
    private final List<Long> watermarks = new ArrayList<>();
    private int emittedSinceResume;

    private final Output output = new Output() {
        @Override
        public void emit(Object value, long timestamp) {
            emitted.add(value);
            emittedSinceResume++;
        }

        @Override
        public void emit(Batch batch) {
            throw new AssertionError("Nothing is passed on as it is");
        }

        @Override
        public void emit(OutputTag<?> tag, Object value, long timestamp) {}

        @Override
        public void emitWatermark(long timestamp) {
            watermarks.add(timestamp);
        }

        @Override
        public void emitIdle(boolean idle) {}

        @Override
        public boolean shouldYield() {
            return emittedSinceResume >= 100;
        }
    };

    private static List<Integer> shuffled() {
        List<Integer> numbers = new ArrayList<>();
        IntStream.range(0, ROWS).forEach(numbers::add);
        Collections.shuffle(numbers, new Random(1));
        return numbers;
    }

    private void run(Operator operator, List<Integer> numbers) throws Exception {
        operator.open(context, output);
        for (int number : numbers) {
            RecordBatch batch = new RecordBatch(1);
            batch.append(number, number);
            operator.onBatch(0, batch);
        }
        assertThat(scratch.bytes())
                .isEqualTo(context.counter(BatchOperators.SPILLED_BYTES).getCount());
        boolean done = operator.onEndOfInput(0);
        while (!done) {
            emittedSinceResume = 0;
            done = operator.resume();
        }
        operator.close();
    }

    private static Operator inABatch(Operator operator) {
        return BatchOperators.factory("partition", () -> operator, List.of(), 50_000)
                .create();
    }

    @Test
    void sortsOnDiskInABatch() throws Exception {
        run(inABatch(new SortPartitionOperator(new SortKey(number -> number, false))), shuffled());

        assertThat(context.counter(BatchOperators.SPILLED_BYTES).getCount()).isGreaterThan(100_000);
        assertThat(emitted).hasSize(ROWS).startsWith(ROWS - 1, ROWS - 2).endsWith(1, 0);
        assertThat(watermarks).containsExactly(Long.MAX_VALUE);
        assertThat(scratch.files()).isEmpty();
    }

    @Test
    void keepsTheOrderOfArrivalOnDisk() throws Exception {
        List<Integer> numbers = shuffled();
        run(
                inABatch(new MapPartitionOperator(
                        FunctionOperator.cast((io.millrace.function.MapPartitionFunction<Integer, Integer>)
                                (values, out) -> values.forEach(out::collect)))),
                numbers);

        assertThat(context.counter(BatchOperators.SPILLED_BYTES).getCount()).isGreaterThan(100_000);
        assertThat(emitted).isEqualTo(numbers);
        assertThat(scratch.files()).isEmpty();
    }

    @Test
    void staysInMemoryInAStream() throws Exception {
        run(new SortPartitionOperator(new SortKey(number -> number, true)), shuffled());

        assertThat(context.counter(BatchOperators.SPILLED_BYTES).getCount()).isZero();
        assertThat(emitted).hasSize(ROWS).startsWith(0, 1);
    }

    @Test
    void leavesElementsOfEqualKeysAsTheyCame() throws Exception {
        run(inABatch(new SortPartitionOperator(new SortKey(number -> 0, false))), shuffled());

        assertThat(emitted).isEqualTo(shuffled());
    }
}
