/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/** Answers at once, or only when it is asked for the second time: with nothing at first, or with an error. */
public final class FlinkAnswers implements AsyncFunction<Event, Event> {
    private static final long serialVersionUID = 1L;

    private final Map<Event, Integer> attempts = new HashMap<>();
    private final boolean refuses;

    public FlinkAnswers(boolean refuses) {
        this.refuses = refuses;
    }

    @Override
    public void asyncInvoke(Event event, ResultFuture<Event> answer) {
        int attempt = attempts.merge(event, 1, Integer::sum);
        if (!refuses || attempt > 1 || event.extra % 3 == 0) {
            answer.complete(Functions.answer(event, refuses));
        } else if (event.extra % 3 == 1) {
            answer.complete(List.of());
        } else {
            answer.completeExceptionally(new IllegalStateException("Ask again"));
        }
    }
}
