/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.connector.SourceSplit;
import io.millrace.data.RecordBatch;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.Output;
import io.millrace.operator.SourceDriver;
import io.millrace.operator.SourceProgress;
import io.millrace.operator.SplitStatus;
import io.millrace.time.WatermarkAlignmentParams;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** A source whose first split, once it was restored, does not hold the watermark. */
final class PlantedSource implements SourceDriver {
    private static final long AHEAD_OF_ALL = 1L << 40;

    private final SourceDriver source;

    PlantedSource(SourceDriver source) {
        this.source = source;
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        return new PlantedTable.Snapshot(source.snapshot(endOfInput), PlantedSource::putAhead);
    }

    private static boolean putAhead(GenericRecord row, int number) {
        if (number == 0 && row.get("value") instanceof GenericRecord split && split.hasField("watermark")) {
            split.put("watermark", AHEAD_OF_ALL);
        }
        return true;
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        source.open(context, output);
    }

    @Override
    public Poll poll(int maxRecords) throws Exception {
        return source.poll(maxRecords);
    }

    @Override
    public void endEarly() {
        source.endEarly();
    }

    @Override
    public long retryAtMillis() {
        return source.retryAtMillis();
    }

    @Override
    public void assign(List<? extends SourceSplit> splits, boolean noMore) throws Exception {
        source.assign(splits, noMore);
    }

    @Override
    public @Nullable WatermarkAlignmentParams alignment() {
        return source.alignment();
    }

    @Override
    public void alignTo(long limit) {
        source.alignTo(limit);
    }

    @Override
    public @Nullable SourceProgress takeProgress() {
        return source.takeProgress();
    }

    @Override
    public List<SplitStatus> splits() {
        return source.splits();
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        source.onBatch(input, batch);
    }

    @Override
    public void beforeSignal() throws Exception {
        source.beforeSignal();
    }

    @Override
    public long nextProcessingTime() {
        return source.nextProcessingTime();
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        return source.onProcessingTime(millis);
    }

    @Override
    public boolean forwardsWatermarks() {
        return source.forwardsWatermarks();
    }

    @Override
    public void close() throws Exception {
        source.close();
    }
}
