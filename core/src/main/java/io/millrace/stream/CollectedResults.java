/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.runner.JobClient;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What an application takes from a job that runs beside it, in the order in which it comes out. Rows that are not taken yet
 * are held in memory, however many. Rows are added by the job's threads and taken by one of the application's.
 */
final class CollectedResults<T> implements CloseableIterator<T> {
    private final ArrayDeque<T> rows = new ArrayDeque<>();
    private @Nullable JobClient job;
    private @Nullable CompletableFuture<Boolean> told;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean closed;

    synchronized void add(T row) {
        if (!closed) {
            rows.add(row);
            notifyAll();
        }
    }

    synchronized void addAll(List<T> more) {
        if (!closed) {
            rows.addAll(more);
            notifyAll();
        }
    }

    /** Tells which job the rows come from. */
    void follow(JobClient client) {
        synchronized (this) {
            job = client;
        }
        CompletableFuture<Boolean> over = client.getJobExecutionResult().handle((result, cause) -> end(cause));
        synchronized (this) {
            told = over;
        }
    }

    private synchronized boolean end(@Nullable Throwable cause) {
        ended = true;
        failure = cause instanceof CompletionException wrapped ? wrapped.getCause() : cause;
        notifyAll();
        return cause == null;
    }

    /**
     * Waits for the next row, or for the end of the job.
     *
     * @throws IllegalStateException if the job failed, or was never started
     */
    @Override
    public synchronized boolean hasNext() {
        while (rows.isEmpty() && !ended && !closed) {
            if (job == null) {
                throw new IllegalStateException(
                        "The job whose results these are was not started. Call execute() or executeAsync() first.");
            }
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for the next result", interrupted);
            }
        }
        if (rows.isEmpty() && !closed && failure != null) {
            throw new IllegalStateException("The job failed before it gave all its results: " + failure, failure);
        }
        return !rows.isEmpty();
    }

    @Override
    public synchronized T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The job has given all its results");
        }
        return rows.remove();
    }

    /** Cancels the job if it still runs, and waits until it has stopped. */
    @Override
    public void close() {
        JobClient client;
        CompletableFuture<Boolean> over;
        synchronized (this) {
            closed = true;
            rows.clear();
            notifyAll();
            client = job;
            over = told;
        }
        if (client != null && over != null && !over.isDone()) {
            client.cancel().join();
        }
    }
}
