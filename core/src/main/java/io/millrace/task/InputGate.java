/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.data.Batch;
import io.millrace.data.CheckpointBarrier;
import io.millrace.data.EndOfInput;
import io.millrace.data.IdleStatus;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * All channels into a task, as one sequence of elements: it merges watermarks and idleness, and aligns barriers.
 *
 * <p>Alignment: a channel whose barrier has come is not read until the barriers of all live channels have; then the
 * barrier is passed on, once. A channel that ends counts as aligned. A later barrier
 * ends the alignment of an earlier one, which was given up then, and which not all channels may ever bring.
 *
 * <p>A batch of more rows than the reader wants at a time is handed out in pieces, one behind the other.
 */
public final class InputGate {
    private final Channel[] channels;
    private final int[] inputs;
    private final boolean[] ended;
    private final boolean[] blocked;
    private final int[] liveChannelsOfInput;
    private final WatermarkMerger watermarks;
    private final SchedulingPolicy policy;
    private final ArrayDeque<StreamElement> merged = new ArrayDeque<>();
    private final ArrayDeque<Integer> endedInputs = new ArrayDeque<>();
    private @Nullable Batch unread;
    private int unreadFrom;
    private boolean idle;
    private @Nullable CheckpointBarrier aligning;
    private long newestBarrier = -1;
    private int lastInput;
    private int next;

    /**
     * @param inputs which input of the operator each channel feeds
     * @param restoredWatermark the watermark that the snapshot holds, or {@link Long#MIN_VALUE}
     */
    public InputGate(Channel[] channels, int[] inputs, long restoredWatermark, SchedulingPolicy policy) {
        this.channels = channels;
        this.inputs = inputs;
        this.ended = new boolean[channels.length];
        this.blocked = new boolean[channels.length];
        this.watermarks = new WatermarkMerger(channels.length, restoredWatermark);
        this.policy = policy;
        int inputCount = 0;
        for (int input : inputs) {
            inputCount = Math.max(inputCount, input + 1);
        }
        this.liveChannelsOfInput = new int[inputCount];
        for (int input : inputs) {
            liveChannelsOfInput[input]++;
        }
    }

    /** Returns the input that the last batch or end of input came from. */
    public int lastInput() {
        return lastInput;
    }

    /** Shares out among the live channels how many rows may wait in all. */
    public void setMostRows(int rows) {
        int live = 0;
        for (int channel = 0; channel < channels.length; channel++) {
            live += ended[channel] ? 0 : 1;
        }
        int share = Math.max(1, rows / Math.max(1, live));
        for (Channel channel : channels) {
            if (channel.mostRows() != share) {
                channel.setMostRows(share);
            }
        }
    }

    /**
     * Returns the next element, or null where no readable channel has one.
     *
     * @param mostRows of a batch, at least 1
     */
    public @Nullable StreamElement poll(int mostRows) {
        if (unread != null) {
            return nextPiece(unread, mostRows);
        }
        while (true) {
            StreamElement ready = merged.poll();
            if (ready != null) {
                if (ready instanceof EndOfInput) {
                    lastInput = endedInputs.remove();
                }
                return ready;
            }
            int channel = nextReadable();
            if (channel < 0) {
                return null;
            }
            StreamElement element = channels[channel].poll();
            if (element instanceof Batch batch) {
                lastInput = inputs[channel];
                if (batch.size <= mostRows) {
                    return batch;
                }
                unreadFrom = 0;
                return nextPiece(batch, mostRows);
            }
            if (element != null) {
                onSignal(channel, element);
            }
        }
    }

    private Batch nextPiece(Batch batch, int mostRows) {
        int start = unreadFrom;
        int end = Math.min(batch.size, start + mostRows);
        unreadFrom = end;
        unread = end < batch.size ? batch : null;
        return batch.slice(start, end);
    }

    /** Returns whether {@link #poll} would find something. */
    public boolean hasElement() {
        if (unread != null || !merged.isEmpty()) {
            return true;
        }
        for (int channel = 0; channel < channels.length; channel++) {
            if (!ended[channel] && !blocked[channel] && !channels[channel].isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of the checkpoint that is being aligned, or -1. */
    public long aligning() {
        return aligning == null ? -1 : aligning.checkpointId();
    }

    private int nextReadable() {
        int count = channels.length;
        int first = count == 1 ? 0 : policy.firstChannel(count, next);
        for (int i = 0; i < count; i++) {
            int channel = first + i < count ? first + i : first + i - count;
            if (!ended[channel] && !blocked[channel] && !channels[channel].isEmpty()) {
                next = channel + 1 < count ? channel + 1 : 0;
                return channel;
            }
        }
        return -1;
    }

    private void onSignal(int channel, StreamElement element) {
        if (element instanceof Watermark watermark) {
            if (watermarks.onWatermark(channel, watermark.timestamp())) {
                merged.add(new Watermark(watermarks.merged()));
            }
        } else if (element instanceof CheckpointBarrier barrier) {
            onBarrier(channel, barrier);
        } else if (element instanceof IdleStatus status) {
            if (watermarks.onIdleStatus(channel, status.idle())) {
                merged.add(new Watermark(watermarks.merged()));
            }
            passIdleness();
        } else {
            onEnd(channel);
        }
    }

    private void onBarrier(int channel, CheckpointBarrier barrier) {
        if (barrier.checkpointId() < newestBarrier) {
            return;
        }
        if (barrier.checkpointId() > newestBarrier) {
            newestBarrier = barrier.checkpointId();
            java.util.Arrays.fill(blocked, false);
        }
        aligning = barrier;
        blocked[channel] = true;
        passBarrierWhenAligned();
    }

    private void passBarrierWhenAligned() {
        CheckpointBarrier barrier = aligning;
        if (barrier == null) {
            return;
        }
        for (int channel = 0; channel < channels.length; channel++) {
            if (!ended[channel] && !blocked[channel]) {
                return;
            }
        }
        java.util.Arrays.fill(blocked, false);
        merged.add(barrier);
        aligning = null;
    }

    private void onEnd(int channel) {
        ended[channel] = true;
        if (watermarks.onEnd(channel)) {
            merged.add(new Watermark(watermarks.merged()));
        }
        passIdleness();
        passBarrierWhenAligned();
        int input = inputs[channel];
        if (--liveChannelsOfInput[input] == 0) {
            endedInputs.add(input);
            merged.add(EndOfInput.INSTANCE);
        }
    }

    private void passIdleness() {
        boolean nowIdle = watermarks.isIdle();
        if (nowIdle != idle) {
            idle = nowIdle;
            merged.add(nowIdle ? IdleStatus.IDLE : IdleStatus.ACTIVE);
        }
    }
}
