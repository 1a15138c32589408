/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.time.WatermarkStrategy;
import org.jspecify.annotations.Nullable;

/** A reduction in a batch, which gives the last value alone. Its timestamp is not the same on both: it is made anew. */
record FinalReduce() implements Step {
    static @Nullable Step draw(Drawing drawing, Traits input) {
        return input.batch() ? new FinalReduce() : null;
    }

    @Override
    public boolean fits(Traits input) {
        return input.batch();
    }

    @Override
    public Traits after(Traits input) {
        return input.keyed();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        return input.then(input.keyed()
                .reduce(Functions::merge)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Event>noWatermarks().withTimestampAssigner((event, before) -> event.time)));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkStream reduced = input.spread(input.keyed().reduce(Functions::merge));
        return reduced.spread(reduced.stream()
                .assignTimestampsAndWatermarks(
                        org.apache.flink.api.common.eventtime.WatermarkStrategy.<Event>noWatermarks()
                                .withTimestampAssigner((event, before) -> event.time)));
    }
}
