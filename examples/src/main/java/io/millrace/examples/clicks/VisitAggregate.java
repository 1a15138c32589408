/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.clicks;

import io.millrace.function.AggregateFunction;
import java.time.Instant;

/** Folds the clicks of a session; sessions that a click between them joins are merged. */
final class VisitAggregate implements AggregateFunction<Click, VisitAggregate.Summary, VisitAggregate.Summary> {
    /** What is known of a session while it goes on. */
    record Summary(long clicks, Instant first, Instant last, boolean bought) {}

    @Override
    public Summary createAccumulator() {
        return new Summary(0, Instant.MAX, Instant.MIN, false);
    }

    @Override
    public Summary add(Click click, Summary summary) {
        return merge(
                summary, new Summary(1, click.time(), click.time(), click.page().equals("/checkout")));
    }

    @Override
    public Summary getResult(Summary summary) {
        return summary;
    }

    @Override
    public Summary merge(Summary a, Summary b) {
        return new Summary(
                a.clicks() + b.clicks(),
                a.first().isBefore(b.first()) ? a.first() : b.first(),
                a.last().isAfter(b.last()) ? a.last() : b.last(),
                a.bought() || b.bought());
    }
}
