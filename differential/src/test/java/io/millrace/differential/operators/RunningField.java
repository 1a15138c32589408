/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.stream.KeyedStream;
import java.util.List;

/** A running aggregation of a named field. */
record RunningField(FieldAggregate aggregate, String field) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new RunningField(
                drawing.random().pick(List.of(FieldAggregate.values())),
                drawing.random().pick(List.of("value", "extra", "time")));
    }

    @Override
    public boolean fits(Traits input) {
        return input.ordered();
    }

    @Override
    public Traits after(Traits input) {
        return input.keyed();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        KeyedStream<Event, Integer> keyed = input.keyed();
        return input.then(
                switch (aggregate) {
                    case SUM -> keyed.sum(field);
                    case MIN -> keyed.min(field);
                    case MAX -> keyed.max(field);
                    case MIN_BY -> keyed.minBy(field);
                    case MAX_BY -> keyed.maxBy(field);
                });
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        org.apache.flink.streaming.api.datastream.KeyedStream<Event, Integer> keyed = input.keyed();
        return input.spread(
                switch (aggregate) {
                    case SUM -> keyed.sum(field);
                    case MIN -> keyed.min(field);
                    case MAX -> keyed.max(field);
                    case MIN_BY -> keyed.minBy(field);
                    case MAX_BY -> keyed.maxBy(field);
                });
    }
}
