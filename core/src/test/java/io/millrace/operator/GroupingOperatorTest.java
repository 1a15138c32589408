/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.data.UnsupportedTypeException;
import io.millrace.function.Collector;
import io.millrace.function.KeySelector;
import io.millrace.function.OutputTag;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupingOperatorTest {
    private static final KeySelector<Object, Object> KEY = value -> ((Item) value).key();

    record Item(String key, int number) {}

    private final MemoryScratch scratch = new MemoryScratch();
    private final TestContext context = new TestContext(scratch);
    private final List<Object> emitted = new ArrayList<>();
    private final List<Long> watermarks = new ArrayList<>();
    private int mostKeys;
    private boolean yields;
    private int emittedSinceResume;

    private final Output output = new Output() {
        @Override
        public void emit(Object value, long timestamp) {
            emitted.add(value);
            emittedSinceResume++;
            mostKeys = Math.max(mostKeys, (int) context.keyedStore().size());
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
            return yields && emittedSinceResume > 0;
        }
    };

    /** Keeps all numbers of a key and never forgets; emits them when time ends. */
    private static final class Keep extends KeyedProcessFunction<String, Item, String> {
        private static final ListStateDescriptor<Integer> NUMBERS = new ListStateDescriptor<>("numbers", Integer.class);

        @Override
        public void processElement(Item value, Context ctx, Collector<String> out) {
            ListState<Integer> numbers = getRuntimeContext().getListState(NUMBERS);
            numbers.add(value.number());
            ctx.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) {
            List<Integer> numbers = new ArrayList<>();
            getRuntimeContext().getListState(NUMBERS).get().forEach(numbers::add);
            out.collect(ctx.getCurrentKey() + numbers);
        }
    }

    private GroupingOperator open(long memoryBytes) throws Exception {
        GroupingOperator operator =
                new GroupingOperator(new KeyedProcessOperator(new Keep(), KEY), List.of(KEY), memoryBytes);
        operator.open(context, output);
        return operator;
    }

    private static void give(Operator operator, Object value, long timestamp) throws Exception {
        RecordBatch batch = new RecordBatch(1);
        batch.append(value, timestamp);
        operator.onBatch(0, batch);
    }

    private void end(Operator operator) throws Exception {
        if (!operator.onEndOfInput(0)) {
            goOn(operator);
        }
    }

    private void goOn(Operator operator) throws Exception {
        do {
            emittedSinceResume = 0;
        } while (!operator.resume());
    }

    @Test
    void emitsNothingBeforeTheEndOfTheInput() throws Exception {
        GroupingOperator operator = open(1 << 20);
        give(operator, new Item("a", 1), 5);

        assertThat(operator.onWatermark(100)).isTrue();

        assertThat(emitted).isEmpty();
        end(operator);
        assertThat(emitted).containsExactly("a[1]");
        assertThat(watermarks).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void givesRecordsOfAKeyInTheOrderOfTimeAndThoseOfOneTimeAsTheyCame() throws Exception {
        GroupingOperator operator = open(1 << 20);
        give(operator, new Item("a", 1), 30);
        give(operator, new Item("b", 2), 20);
        give(operator, new Item("a", 3), 10);
        give(operator, new Item("a", 4), 30);
        give(operator, new Item("b", 5), 20);

        end(operator);

        assertThat(emitted).containsExactlyInAnyOrder("a[3, 1, 4]", "b[2, 5]");
    }

    @Test
    void keepsKeysApartWhoseHashesCollide() throws Exception {
        GroupingOperator operator = open(1); // each record is a file of its own
        for (int number = 0; number < 6; number++) {
            give(operator, new Item(number % 2 == 0 ? "Aa" : "BB", number), 0);
        }

        end(operator);

        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(emitted).containsExactlyInAnyOrder("Aa[0, 2, 4]", "BB[1, 3, 5]");
    }

    @Test
    void holdsTheStateOfOneKeyAndSpillsTheRest() throws Exception {
        GroupingOperator operator = open(50_000);
        Random random = new Random(1);
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            numbers.add(number);
        }
        Collections.shuffle(numbers, random);
        for (int number : numbers) {
            give(operator, new Item("k" + number % 500, number), number);
        }

        long spilled = context.counter(BatchOperators.SPILLED_BYTES).getCount();
        assertThat(spilled).isGreaterThan(100_000).isEqualTo(scratch.bytes());
        yields = true;
        end(operator);

        assertThat(emitted).hasSize(500).contains(expected(7));
        assertThat(mostKeys).isEqualTo(1);
        assertThat(context.keyedStore().size()).isZero();
        assertThat(scratch.files()).isEmpty();
    }

    private static String expected(int key) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = key; number < 20_000; number += 500) {
            numbers.add(number);
        }
        return "k" + key + numbers;
    }

    @Test
    void stopsWhenItsOutputAsksForItAndGoesOnThere() throws Exception {
        GroupingOperator operator = open(1 << 20);
        yields = true;
        give(operator, new Item("a", 1), 0);
        give(operator, new Item("b", 2), 0);

        assertThat(operator.onEndOfInput(0)).isFalse();
        assertThat(emitted).hasSize(1);
        goOn(operator);

        assertThat(emitted).containsExactlyInAnyOrder("a[1]", "b[2]");
    }

    @Test
    void deletesItsFilesWhenClosedInTheMiddle() throws Exception {
        GroupingOperator operator = open(1);
        give(operator, new Item("a", 1), 0);
        assertThat(scratch.files()).isNotEmpty();

        operator.close();

        assertThat(scratch.files()).isEmpty();
    }

    @Test
    void refusesATypeThatCannotBeEncodedWithItsFirstRecord() throws Exception {
        Operator operator =
                new GroupingOperator(new KeyedProcessOperator(new Keep(), KEY), List.of(value -> "key"), 1 << 20);
        operator.open(context, output);

        assertThatThrownBy(() -> give(operator, new Thread(() -> {}), 0))
                .isInstanceOf(UnsupportedTypeException.class)
                .hasMessageContaining("Thread");
    }
}
