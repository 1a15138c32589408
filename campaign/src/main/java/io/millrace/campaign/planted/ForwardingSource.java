/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.connector.SourceSplit;
import io.millrace.operator.SourceDriver;
import io.millrace.operator.SourceProgress;
import io.millrace.operator.SplitStatus;
import io.millrace.time.WatermarkAlignmentParams;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source that lets another one do everything; what is to go wrong is overridden. */
abstract class ForwardingSource extends ForwardingOperator implements SourceDriver {
    private final SourceDriver source;

    ForwardingSource(SourceDriver source) {
        super(source);
        this.source = source;
    }

    @Override
    public Poll poll(int maxRecords) throws Exception {
        return source.poll(maxRecords);
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
    public void endEarly() {
        source.endEarly();
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
}
