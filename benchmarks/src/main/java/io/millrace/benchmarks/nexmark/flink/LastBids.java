/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.LastBid;
import io.millrace.benchmarks.nexmark.generator.Bid;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the last bid of each pair and emits the changes: true with a bid added, false with one retracted. */
final class LastBids extends KeyedProcessFunction<Tuple2<Long, Long>, Bid, Tuple2<Boolean, Bid>> {

    static final TypeInformation<Tuple2<Boolean, Bid>> CHANGE = Types.TUPLE(Types.BOOLEAN, EventTypes.BID);

    @SuppressWarnings("NullAway.Init") // open sets it before the first bid
    private transient ValueState<Bid> last;

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", EventTypes.BID));
    }

    @Override
    public void processElement(Bid bid, Context context, Collector<Tuple2<Boolean, Bid>> output) throws Exception {
        Bid current = last.value();
        if (current == null) {
            last.update(bid);
            output.collect(Tuple2.of(true, bid));
        } else if (LastBid.supersedes(bid, current)) {
            last.update(bid);
            output.collect(Tuple2.of(false, current));
            output.collect(Tuple2.of(true, bid));
        }
    }
}
