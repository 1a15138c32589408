/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Event;
import io.millrace.differential.Traits;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** A stream of a Flink job under construction. */
public record FlinkStream(FlinkBuild build, DataStream<Event> stream, Traits traits) {
    public FlinkStream withTraits(Traits newTraits) {
        return new FlinkStream(build, stream, newTraits);
    }

    public KeyedStream<Event, Integer> keyed() {
        return stream.keyBy(event -> event.key, Types.INT);
    }

    /** The result of an operator that stays where its input is. */
    public FlinkStream local(SingleOutputStreamOperator<Event> operator) {
        return then(operator.returns(FlinkBuild.EVENT).setParallelism(traits.serial() ? 1 : build.parallelism()));
    }

    /** The result of an operator that runs on all subtasks. */
    public FlinkStream spread(SingleOutputStreamOperator<Event> operator) {
        return then(operator.setParallelism(build.parallelism()));
    }

    public FlinkStream then(DataStream<Event> result) {
        return new FlinkStream(build, result, traits);
    }

    /** Makes a side output part of the results. */
    public void captureSide(SingleOutputStreamOperator<Event> operator, OutputTag<Event> tag, Traits sideTraits) {
        build.capture(tag.getId(), new FlinkStream(build, operator.getSideOutput(tag), sideTraits));
    }

    public OutputTag<Event> newTag(String prefix) {
        return new OutputTag<>(build.name(prefix), FlinkBuild.EVENT);
    }
}
