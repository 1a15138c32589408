/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.basic.SequenceSource;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches of columns go where batches of records go, and nothing is lost or doubled in any world. */
class ColumnsTest {
    private static final int NUMBERS = 300;
    private static final int SEEDS = 60;

    /** How columns get from one operator to the next. */
    enum Way {
        FUSED {
            @Override
            DataStream<Object> of(DataStream<Object> columns) {
                return columns;
            }
        },
        REBALANCE {
            @Override
            DataStream<Object> of(DataStream<Object> columns) {
                return columns.rebalance();
            }
        },
        GLOBAL {
            @Override
            DataStream<Object> of(DataStream<Object> columns) {
                return columns.global();
            }
        };

        abstract DataStream<Object> of(DataStream<Object> columns);
    }

    record Numbers(Way way) implements Scenario {
        @Override
        public String name() {
            return "columns-" + way;
        }

        @Override
        public Run draw(Randomness random) {
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    DataStream<Object> columns = environment
                            .fromSource(new SequenceSource(1, NUMBERS), WatermarkStrategy.noWatermarks(), "numbers")
                            .transform("to columns", ToColumns::new);
                    DataStream<Object> even = columns.transform("even", EvenOnly::new);
                    way.of(even).<Long>transform("to records", ToRecords::new).sinkTo(new LedgerSink<>("ledger"));
                    columns.<Long>transform("all to records", ToRecords::new).sinkTo(new LedgerSink<>("all"));
                }

                @Override
                public void verify(Outputs outputs) {
                    List<Long> all = new ArrayList<>();
                    List<Long> even = new ArrayList<>();
                    for (long number = 1; number <= NUMBERS; number++) {
                        all.add(number);
                        if (number % 2 == 0) {
                            even.add(number);
                        }
                    }
                    outputs.requireRows("ledger", even);
                    outputs.requireRows("all", all);
                }
            };
        }
    }

    private abstract static class WithOutput implements Operator {
        Output output;

        @Override
        public void open(OperatorContext context, Output newOutput) {
            output = newOutput;
        }

        @Override
        public void onBatch(int input, RecordBatch batch) {
            throw new IllegalStateException("records came");
        }
    }

    private static final class ToColumns extends WithOutput {
        @Override
        public void onBatch(int input, RecordBatch batch) {
            long[] numbers = new long[batch.size];
            for (int row = 0; row < batch.size; row++) {
                numbers[row] = (long) batch.values[row];
            }
            output.emit(
                    new ColumnBatch(new Object[] {numbers}, new boolean[1][], batch.timestamps.clone(), batch.size));
        }
    }

    private static final class EvenOnly extends WithOutput {
        @Override
        public void onColumns(int input, ColumnBatch batch) {
            long[] numbers = (long[]) batch.columns[0];
            int[] selection = new int[batch.size];
            int selected = 0;
            for (int row = 0; row < batch.size; row++) {
                int position = batch.position(row);
                selection[selected] = position;
                selected += numbers[position] % 2 == 0 ? 1 : 0;
            }
            if (selected > 0) {
                batch.selection = selection;
                batch.size = selected;
                output.emit(batch);
            }
        }
    }

    private static final class ToRecords extends WithOutput {
        @Override
        public void onColumns(int input, ColumnBatch batch) {
            for (int row = 0; row < batch.size; row++) {
                int position = batch.position(row);
                output.emit(((long[]) batch.columns[0])[position], batch.timestamps[position]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void columnsComeThroughInEveryWorld(Way way) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Simulation.run(new Numbers(way), seed, 2);
        }
    }
}
