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
import java.util.ArrayDeque;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a channel to one subtask. Barriers are Flink's own, which follows when the task has taken its snapshot:
 * what the task emits behind the barrier meanwhile waits here.
 */
final class OutputChannel implements Channel {
    private final StageOutput output;
    private final OutputTag<Envelope> tag;
    private final int edge;
    private final int sender;
    private final int target;
    private final ElementEncoder encoder;
    private final ArrayDeque<Envelope> behindBarrier = new ArrayDeque<>();
    private boolean waitsForBarrier;

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
            waitsForBarrier = true;
            return;
        }
        Envelope envelope = new Envelope(edge, sender, target, encode(element));
        if (waitsForBarrier) {
            behindBarrier.add(envelope);
        } else {
            output.emit(tag, envelope);
        }
        if (element instanceof Watermark watermark) {
            output.show(watermark.timestamp());
        }
    }

    private byte[] encode(StreamElement element) {
        try {
            return encoder.encode(element);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it is written to memory
        }
    }

    /** Flink's barrier has passed: emits what stands behind it. */
    void release() {
        waitsForBarrier = false;
        for (Envelope envelope = behindBarrier.poll(); envelope != null; envelope = behindBarrier.poll()) {
            output.emit(tag, envelope);
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
