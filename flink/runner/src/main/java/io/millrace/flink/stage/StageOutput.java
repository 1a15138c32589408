/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The way out of one task, through Flink's network. To emit blocks where the network has no room; a task that should not
 * block asks before.
 */
final class StageOutput {
    private final Output<StreamRecord<Envelope>> output;
    private final ResultPartitionWriter[] writers;
    private boolean mayBlock = true;
    private long watermark = Long.MIN_VALUE;

    StageOutput(Output<StreamRecord<Envelope>> output, ResultPartitionWriter[] writers) {
        this.output = output;
        this.writers = writers;
    }

    void emit(OutputTag<Envelope> tag, Envelope envelope) {
        output.collect(tag, new StreamRecord<>(envelope));
    }

    /** Shows a watermark to Flink, which does nothing with it but tell people. */
    void show(long timestamp) {
        if (timestamp > watermark) {
            watermark = timestamp;
            output.emitWatermark(new Watermark(timestamp));
        }
    }

    /** Sets whether the task goes on where the network has no room. */
    void setMayBlock(boolean newMayBlock) {
        mayBlock = newMayBlock;
    }

    boolean isAboveMark() {
        if (!mayBlock) {
            for (ResultPartitionWriter writer : writers) {
                if (!writer.isAvailable()) {
                    return true;
                }
            }
        }
        return false;
    }
}
