/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.async.AsyncRetryStrategies.FixedDelayRetryStrategyBuilder;
import io.millrace.async.AsyncRetryStrategy;
import io.millrace.async.ResultFuture;
import io.millrace.async.RichAsyncFunction;
import io.millrace.data.RowData;
import io.millrace.process.OpenContext;
import io.millrace.sql.connector.AsyncTableLookup;
import io.millrace.sql.connector.TableLookup;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks a table for the rows that each request wants. One that has null for a column that is asked for finds nothing, and does not ask. */
public final class LookupFunction extends RichAsyncFunction<RowData, Object> {
    private static final long serialVersionUID = 1L;

    private static final Predicate<Collection<Object>> MISSED =
            (Predicate<Collection<Object>> & Serializable) LookupFunction::missed;

    private final String table;
    private final int[] keys;
    private final transient AsyncTableLookup lookup;

    /**
     * @param table its name, for messages
     * @param keys columns of the input, in the order in which the table is asked for its own
     */
    public LookupFunction(String table, List<Integer> keys, AsyncTableLookup lookup) {
        this.table = table;
        this.keys = keys.stream().mapToInt(Integer::intValue).toArray();
        this.lookup = lookup;
    }

    /** Returns what asks one question after the other, each answered at once. */
    public static AsyncTableLookup answeringAtOnce(TableLookup lookup) {
        return new AsyncTableLookup() {
            @Override
            public void open() throws Exception {
                lookup.open();
            }

            @Override
            public CompletableFuture<List<RowData>> find(RowData key) throws Exception {
                return CompletableFuture.completedFuture(lookup.find(key));
            }

            @Override
            public void close() throws Exception {
                lookup.close();
            }
        };
    }

    /**
     * Has requests that found nothing made again.
     *
     * @param maxAttempts after the first
     */
    public static AsyncRetryStrategy<Object> retryMisses(long delayMillis, int maxAttempts) {
        return new FixedDelayRetryStrategyBuilder<>(maxAttempts, delayMillis)
                .ifResult(MISSED)
                .build();
    }

    private static boolean missed(Collection<Object> answers) {
        return answers.stream().anyMatch(answer -> ((LookupAnswer) answer).missed());
    }

    @Override
    public void open(OpenContext context) throws Exception {
        lookup.open();
    }

    @Override
    public void asyncInvoke(RowData request, ResultFuture<Object> answer) throws Exception {
        RowData key = key(request);
        if (key == null) {
            answer.complete(List.of(new LookupAnswer(request, List.of(), false)));
            return;
        }
        CompletableFuture<?> unused = lookup.find(key).whenComplete((found, failure) -> {
            if (failure == null) {
                answer.complete(List.of(new LookupAnswer(request, found, found.isEmpty())));
            } else {
                answer.completeExceptionally(cause(failure));
            }
        });
    }

    private @Nullable RowData key(RowData request) {
        @Nullable Object[] key = new @Nullable Object[keys.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = request.get(keys[i]);
            if (key[i] == null) {
                return null;
            }
        }
        return RowData.of(key);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public void timeout(RowData request, ResultFuture<Object> answer) {
        answer.completeExceptionally(new TimeoutException("Table '" + table
                + "' was asked for " + key(request) + " and did not answer in time. Raise 'timeout' in the hint LOOKUP,"
                + " or 'table.exec.async-lookup.timeout'."));
    }

    @Override
    public void close() throws Exception {
        lookup.close();
    }
}
