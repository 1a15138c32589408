/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.data.Batch;
import io.millrace.data.CheckpointBarrier;
import io.millrace.data.EndOfInput;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import io.millrace.task.Channel;
import io.millrace.task.TaskId;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A channel that holds its writer to the protocol. */
final class SimulatedChannel implements Channel {
    /** What one step may put into a channel above its mark. */
    private static final int MOST_ABOVE_MARK = 256;

    private final World world;
    private final SimulatedJobHost host;
    private final TaskId writer;
    private final TaskId reader;
    private final int mark;
    private final ArrayDeque<Sent> queue = new ArrayDeque<>();
    private long watermark = Long.MIN_VALUE;
    private long barrier = -1;
    private boolean ended;
    private int rows;
    private int mostRows = Integer.MAX_VALUE;

    private record Sent(StreamElement element, long hash) {}

    SimulatedChannel(World world, SimulatedJobHost host, TaskId writer, TaskId reader) {
        this.world = world;
        this.host = host;
        this.writer = writer;
        this.reader = reader;
        this.mark = world.random().between(1, world.swarm().channelMark());
    }

    @Override
    public void add(StreamElement element) {
        check(element);
        world.noteElement(writer, reader, element);
        rows += element instanceof Batch batch ? batch.size : 0;
        queue.add(new Sent(
                element, element instanceof Batch batch ? world.contents().hash(batch) : 0));
        if (queue.size() > mark + MOST_ABOVE_MARK) {
            throw world.failure(this + " holds " + queue.size() + " elements, though its mark is " + mark);
        }
        host.activate(reader);
        world.maybeFailTask("channel");
    }

    private void check(StreamElement element) {
        if (ended) {
            throw world.failure(this + " got " + element + " after the end of input");
        }
        if (element instanceof Watermark next) {
            if (next.timestamp() < watermark) {
                throw world.failure(this + " got watermark " + next.timestamp() + " after watermark " + watermark);
            }
            watermark = next.timestamp();
        } else if (element instanceof CheckpointBarrier next) {
            if (next.checkpointId() <= barrier) {
                throw world.failure(this + " got barrier " + next.checkpointId() + " after barrier " + barrier);
            }
            barrier = next.checkpointId();
        } else if (element instanceof EndOfInput) {
            ended = true;
        } else if (element instanceof Batch batch && (batch.size < 1 || batch.size > batch.capacity())) {
            throw world.failure(this + " got a batch of " + batch.size + " rows");
        }
    }

    @Override
    public @Nullable StreamElement poll() {
        boolean above = isAboveMark();
        Sent sent = queue.poll();
        if (sent == null) {
            return null;
        }
        if (sent.element() instanceof Batch batch && world.contents().hash(batch) != sent.hash()) {
            throw world.failure("A record was changed after it was emitted to " + this + ": " + Contents.first(batch)
                    + " and " + (batch.size - 1) + " more");
        }
        rows -= sent.element() instanceof Batch batch ? batch.size : 0;
        if (above && !isAboveMark()) {
            host.activate(writer);
        }
        return sent.element();
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    public boolean isAboveMark() {
        return queue.size() >= mark || rows >= mostRows;
    }

    @Override
    public void setMostRows(int newMostRows) {
        boolean above = isAboveMark();
        mostRows = newMostRows;
        if (above && !isAboveMark()) {
            host.activate(writer);
        }
    }

    @Override
    public int mostRows() {
        return mostRows;
    }

    @Override
    public String toString() {
        return "channel " + writer.stage() + "." + writer.subtask() + " -> " + reader.stage() + "." + reader.subtask();
    }
}
