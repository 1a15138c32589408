/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.data.CheckpointBarrier;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import io.millrace.flink.exchange.ElementEncoder;
import io.millrace.flink.exchange.Envelope;
import io.millrace.task.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The writing end of a channel to one subtask. Barriers are Flink's own, and not passed on here. */
final class OutputChannel implements Channel {
    private final StageOutput output;
    private final OutputTag<Envelope> tag;
    private final int edge;
    private final int sender;
    private final int target;
    private final ElementEncoder encoder;

    OutputChannel(StageOutput output, OutputTag<Envelope> tag, int edge, int sender, int target, ClassLoader loader) {
        this.output = output;
        this.tag = tag;
        this.edge = edge;
        this.sender = sender;
        this.target = target;
        this.encoder = new ElementEncoder(loader);
    }

    @Override
    public void add(StreamElement element) {
        if (element instanceof CheckpointBarrier) {
            return;
        }
        try {
            output.emit(tag, new Envelope(edge, sender, target, encoder.encode(element)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it is written to memory
        }
        if (element instanceof Watermark watermark) {
            output.show(watermark.timestamp());
        }
    }

    @Override
    public @Nullable StreamElement poll() {
        throw new UnsupportedOperationException("The other end reads");
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public boolean isAboveMark() {
        return output.isAboveMark();
    }

    @Override
    public void setMostRows(int rows) {
        throw new UnsupportedOperationException("The other end reads");
    }

    /** Full batches: how fast the reader is, is not known here, and Flink bounds what is under way. */
    @Override
    public int mostRows() {
        return Integer.MAX_VALUE;
    }
}
