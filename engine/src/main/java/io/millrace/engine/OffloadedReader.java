/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.function.OutputTag;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The task's side of a reader that runs on a thread of its own. What was read waits in a bounded queue, each record with
 * the position behind it, so that a snapshot holds the position of what the task has taken and not of what was read ahead.
 */
final class OffloadedReader<T, S extends SourceSplit> implements SplitReader<T, S> {
    private static final int READ_AHEAD = 1024;
    private static final long INTERRUPT_GRACE_MILLIS = 200;
    private static final long CLOSE_GRACE_MILLIS = 5_000;

    private final SplitReader<T, S> reader;
    private final Runnable wakeUp;
    private final Thread thread;
    private final ArrayBlockingQueue<Piece<T, S>> queue = new ArrayBlockingQueue<>(READ_AHEAD);
    private final ArrayDeque<Piece<T, S>> taken = new ArrayDeque<>();
    private S position;
    private boolean ended;
    private volatile boolean closing;

    /**
     * @param wakeUp activates the task
     */
    OffloadedReader(SplitReader<T, S> reader, JobThreads threads, Runnable wakeUp) {
        this.reader = reader;
        this.wakeUp = wakeUp;
        this.position = reader.position();
        this.thread = threads.create("reader-" + position.splitId(), this::readAhead);
        thread.start();
    }

    /** What one read for at most one record gave. */
    private record Piece<T, S>(
            List<Consumer<SourceOutput<T>>> emissions,
            Status status,
            S position,
            @Nullable Throwable failure) {}

    // The reader's thread

    private void readAhead() {
        S last = position;
        try {
            Status status = Status.MORE;
            while (status != Status.END && !closing) {
                List<Consumer<SourceOutput<T>>> emissions = new ArrayList<>(1);
                status = reader.read(new Recorder<>(emissions), 1);
                last = reader.position();
                if (!emissions.isEmpty() || status == Status.END) {
                    pass(new Piece<>(emissions, status, last, null));
                }
                if (status == Status.NOTHING_NOW) {
                    long now = System.currentTimeMillis();
                    TimeUnit.MILLISECONDS.sleep(Math.max(1, reader.retryAtMillis(now) - now));
                }
            }
        } catch (Throwable failure) {
            passFailure(last, failure);
        }
    }

    private void pass(Piece<T, S> piece) throws InterruptedException {
        queue.put(piece);
        wakeUp.run();
    }

    private void passFailure(S last, Throwable failure) {
        try {
            if (!closing) {
                pass(new Piece<>(List.of(), Status.END, last, failure));
            }
        } catch (InterruptedException closed) {
            // The task is closing and asks no more.
        }
    }

    private record Recorder<T>(List<Consumer<SourceOutput<T>>> emissions) implements SourceOutput<T> {
        @Override
        public void collect(T element) {
            emissions.add(output -> output.collect(element));
        }

        @Override
        public void collect(T element, long timestamp) {
            emissions.add(output -> output.collect(element, timestamp));
        }

        @Override
        public <X> void sideOutput(OutputTag<X> tag, X element) {
            emissions.add(output -> output.sideOutput(tag, element));
        }
    }

    // The task's side

    @Override
    public Status read(SourceOutput<T> output, int maxRecords) throws Exception {
        if (ended) {
            return Status.END;
        }
        if (taken.isEmpty()) {
            queue.drainTo(taken);
        }
        for (int i = 0; i < maxRecords; i++) {
            Piece<T, S> piece = taken.poll();
            if (piece == null) {
                return i == 0 ? Status.NOTHING_NOW : Status.MORE;
            }
            if (piece.failure() != null) {
                rethrow(piece.failure());
            }
            piece.emissions().forEach(emission -> emission.accept(output));
            position = piece.position();
            if (piece.status() == Status.END) {
                ended = true;
                return Status.END;
            }
        }
        return Status.MORE;
    }

    private static void rethrow(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    @Override
    public S position() {
        return position;
    }

    /** Never by itself: the reader's thread activates the task. */
    @Override
    public long retryAtMillis(long nowMillis) {
        return WHEN_WOKEN;
    }

    /** Ends the thread, and the reader. A reader that waits where no interrupt reaches it is closed under its hands. */
    @Override
    public void close() throws IOException {
        closing = true;
        thread.interrupt();
        boolean interrupted = join(INTERRUPT_GRACE_MILLIS);
        try {
            reader.close();
        } finally {
            interrupted |= join(CLOSE_GRACE_MILLIS);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the thread to end; returns whether the wait was interrupted. */
    private boolean join(long millis) {
        try {
            thread.join(millis);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
