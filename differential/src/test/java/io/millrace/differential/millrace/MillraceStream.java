/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.millrace;

import io.millrace.differential.Event;
import io.millrace.differential.Traits;
import io.millrace.function.OutputTag;
import io.millrace.stream.DataStream;
import io.millrace.stream.KeyedStream;
import io.millrace.stream.SingleOutputStreamOperator;

/** A stream of a Millrace job under construction. */
public record MillraceStream(MillraceBuild build, DataStream<Event> stream, Traits traits) {
    public MillraceStream withTraits(Traits newTraits) {
        return new MillraceStream(build, stream, newTraits);
    }

    public KeyedStream<Event, Integer> keyed() {
        return stream.keyBy(event -> event.key);
    }

    /** The result of an operator that stays where its input is. */
    public MillraceStream local(SingleOutputStreamOperator<Event> operator) {
        return then(traits.serial() ? operator.setParallelism(1) : operator);
    }

    /** The result of an operator that runs on all subtasks. */
    public MillraceStream then(DataStream<Event> result) {
        return new MillraceStream(build, result, traits);
    }

    /** Makes a side output part of the results. */
    public void captureSide(SingleOutputStreamOperator<Event> operator, OutputTag<Event> tag, Traits sideTraits) {
        build.capture(tag.getId(), new MillraceStream(build, operator.getSideOutput(tag), sideTraits));
    }

    public OutputTag<Event> newTag(String prefix) {
        return new OutputTag<>(build.name(prefix));
    }
}
