/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.data.Watermark;
import io.millrace.function.FunctionCopier;
import io.millrace.metric.MetricGroup;
import io.millrace.sql.codegen.Calc;
import io.millrace.sql.codegen.CalcContext;
import io.millrace.sql.codegen.CalcFactory;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.table.functions.FunctionContext;
import io.millrace.time.TimestampAssignerSupplier;
import io.millrace.time.WatermarkGenerator;
import io.millrace.time.WatermarkGeneratorSupplier;
import io.millrace.time.WatermarkOutput;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The watermarks of a table, for each split its own: the greatest value of the table's expression so far. Records are gathered, and the columns that the expression
 * looks at are read of many at once; those that the query wants are read again behind the source, where records of different splits are mixed.
 */
public final class SourceWatermarks implements WatermarkStrategy<Object> {
    private final RecordReader reader;
    private final CalcFactory expression;
    private final boolean everyRecord;
    private final @Nullable Duration idleTimeout;

    /**
     * @param reader of the columns that the expression looks at
     * @param expression the watermark in milliseconds, over these columns
     * @param everyRecord whether a watermark may follow each record, and not only many
     * @param idleTimeout after which a split that has nothing holds nobody back; null for never
     */
    public SourceWatermarks(
            RecordReader reader, CalcFactory expression, boolean everyRecord, @Nullable Duration idleTimeout) {
        this.reader = reader;
        this.expression = expression;
        this.everyRecord = everyRecord;
        this.idleTimeout = idleTimeout;
    }

    @Override
    public @Nullable Duration idleTimeout() {
        return idleTimeout;
    }

    @Override
    public WatermarkGenerator<Object> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        Clock clock = new Clock(context instanceof TimestampAssignerSupplier.Context told ? told : () -> 0);
        return new Generator(FunctionCopier.copyIfMutable(reader), expression.open(clock), clock, everyRecord);
    }

    /** Processing time, of which watermarks are rarely made. */
    private record Clock(TimestampAssignerSupplier.Context context) implements CalcContext {
        @Override
        public FunctionContext functions() {
            return new Unattended();
        }

        @Override
        public long clockMillis() {
            return context.currentProcessingTime();
        }

        @Override
        public long seed() {
            return 0;
        }
    }

    /** What functions learn in a watermark's expression, which belongs to no operator yet. */
    private static final class Unattended implements FunctionContext {
        @Override
        public MetricGroup getMetricGroup() {
            throw new IllegalStateException("A function has no metrics where it computes a watermark");
        }

        @Override
        public String getJobParameter(String key, String defaultValue) {
            throw new IllegalStateException("A function has no job parameters where it computes a watermark");
        }

        @Override
        public int getIndexOfThisSubtask() {
            return 0;
        }

        @Override
        public int getNumberOfParallelSubtasks() {
            return 1;
        }
    }

    /** The watermark of one split. */
    private static final class Generator implements WatermarkGenerator<Object>, AutoCloseable {
        private final RecordReader reader;
        private final Calc expression;
        private final Clock clock;
        private final boolean everyRecord;
        private final RecordBatch gathered;
        private long greatest = Long.MIN_VALUE;

        Generator(RecordReader reader, Calc expression, Clock clock, boolean everyRecord) {
            this.reader = reader;
            this.expression = expression;
            this.clock = clock;
            this.everyRecord = everyRecord;
            this.gathered = new RecordBatch(everyRecord ? 1 : Batch.CAPACITY);
        }

        @Override
        public void onEvent(Object event, long eventTimestamp, WatermarkOutput output) {
            gathered.append(event, eventTimestamp);
            if (gathered.size == gathered.values.length) {
                evaluate();
            }
            if (everyRecord) {
                onPeriodicEmit(output);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (gathered.size > 0) {
                evaluate();
            }
            if (greatest != Long.MIN_VALUE) {
                output.emitWatermark(new Watermark(greatest));
            }
        }

        @Override
        public void close() {
            try {
                expression.close();
            } catch (RuntimeException failed) {
                throw failed;
            } catch (Exception failed) {
                throw new IllegalStateException("A function of a watermark's expression cannot be closed", failed);
            }
        }

        private void evaluate() {
            ColumnBatch computed = expression.apply(reader.read(gathered, clock.clockMillis()));
            gathered.size = 0;
            if (computed == null) {
                return;
            }
            long[] millis = (long[]) computed.columns[0];
            for (int row = 0; row < computed.size; row++) {
                int position = computed.position(row);
                if (millis[position] > greatest && !computed.isNull(0, position)) {
                    greatest = millis[position];
                }
            }
        }
    }
}
