/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.data.RecordBatch;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.Output;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** An operator whose snapshots are wrong. */
final class PlantedOperator implements Operator {
    enum Bug {
        LATE_SNAPSHOT,
        FORGETS_ROW,
        FORGETS_CHANGED_ROW,
        FORGETS_DELETION
    }

    private final Operator operator;
    private final Bug bug;

    PlantedOperator(Operator operator, Bug bug) {
        this.operator = operator;
        this.bug = bug;
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        return switch (bug) {
            case LATE_SNAPSHOT -> new Late(endOfInput);
            case FORGETS_ROW -> new Forgetful(operator.snapshot(endOfInput));
            case FORGETS_CHANGED_ROW ->
                new PlantedChanges(operator.snapshot(endOfInput), PlantedChanges.Bug.FORGETS_CHANGED_ROW);
            case FORGETS_DELETION ->
                new PlantedChanges(operator.snapshot(endOfInput), PlantedChanges.Bug.FORGETS_DELETION);
        };
    }

    /** Looks at the state when it is written, and not when it was to be taken. */
    private final class Late implements OperatorSnapshot {
        private final boolean endOfInput;
        private @Nullable OperatorSnapshot taken;

        Late(boolean endOfInput) {
            this.endOfInput = endOfInput;
        }

        @Override
        public List<StateTable> tables() {
            try {
                OperatorSnapshot now = operator.snapshot(endOfInput);
                taken = now;
                return now.tables();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() {
            if (taken != null) {
                taken.close();
            }
        }
    }

    /** Leaves out the first row of each table. */
    private record Forgetful(OperatorSnapshot snapshot) implements OperatorSnapshot {
        @Override
        public List<StateTable> tables() {
            List<StateTable> tables = new ArrayList<>();
            for (StateTable table : snapshot.tables()) {
                tables.add(new StateTable() {
                    @Override
                    public String name() {
                        return table.name();
                    }

                    @Override
                    public Schema schema() {
                        return table.schema();
                    }

                    @Override
                    public void writeTo(RowWriter rows) throws IOException {
                        table.writeTo(new SkippingWriter(rows));
                    }
                });
            }
            return tables;
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }

    private static final class SkippingWriter implements RowWriter {
        private final RowWriter rows;
        private boolean skip = true;

        SkippingWriter(RowWriter rows) {
            this.rows = rows;
        }

        @Override
        public Encoder beginRow() {
            return skip ? EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null) : rows.beginRow();
        }

        @Override
        public void endRow() throws IOException {
            if (!skip) {
                rows.endRow();
            }
            skip = false;
        }
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        operator.open(context, output);
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        operator.onBatch(input, batch);
    }

    @Override
    public boolean onWatermark(long timestamp) throws Exception {
        return operator.onWatermark(timestamp);
    }

    @Override
    public long nextProcessingTime() {
        return operator.nextProcessingTime();
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        return operator.onProcessingTime(millis);
    }

    @Override
    public boolean onEndOfInput(int input) throws Exception {
        return operator.onEndOfInput(input);
    }

    @Override
    public boolean resume() throws Exception {
        return operator.resume();
    }

    @Override
    public boolean forwardsWatermarks() {
        return operator.forwardsWatermarks();
    }

    @Override
    public void close() throws Exception {
        operator.close();
    }
}
