/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.stream.DataStream;
import java.util.List;

/** Deals the elements out to many subtasks, which lose their order. */
record Scatter(How how) implements Step {
    /** How they are dealt out. */
    enum How {
        REBALANCE,
        RESCALE,
        SHUFFLE,
        GLOBAL,
        CUSTOM
    }

    static Step draw(Drawing drawing, Traits input) {
        return new Scatter(drawing.random().pick(List.of(How.values())));
    }

    private static Event marked(Event event) {
        return event.withExtra(event.extra + 1);
    }

    private static int partition(Long value, int partitions) {
        return (int) Math.floorMod(value, (long) partitions);
    }

    @Override
    public boolean fits(Traits input) {
        return true;
    }

    @Override
    public Traits after(Traits input) {
        return input.scattered();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        DataStream<Event> stream = input.stream();
        DataStream<Event> dealt =
                switch (how) {
                    case REBALANCE -> stream.rebalance();
                    case RESCALE -> stream.rescale();
                    case SHUFFLE -> stream.shuffle();
                    case GLOBAL -> stream.global();
                    case CUSTOM -> stream.partitionCustom(Scatter::partition, event -> event.value);
                };
        return input.then(dealt.map(Scatter::marked));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        org.apache.flink.streaming.api.datastream.DataStream<Event> stream = input.stream();
        org.apache.flink.streaming.api.datastream.DataStream<Event> dealt =
                switch (how) {
                    case REBALANCE -> stream.rebalance();
                    case RESCALE -> stream.rescale();
                    case SHUFFLE -> stream.shuffle();
                    case GLOBAL -> stream.global();
                    case CUSTOM -> stream.partitionCustom(Scatter::partition, event -> event.value);
                };
        return input.spread(dealt.map(Scatter::marked));
    }
}
