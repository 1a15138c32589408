/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Adds bidder and bounds to the number of bids in a session. */
final class SessionRow implements WindowFunction<Long, Tuple4<Long, Long, Long, Long>, Long, TimeWindow> {

    static final TypeInformation<Tuple4<Long, Long, Long, Long>> TYPE =
            Types.TUPLE(Types.LONG, Types.LONG, Types.LONG, Types.LONG);

    @Override
    public void apply(
            Long bidder, TimeWindow session, Iterable<Long> counts, Collector<Tuple4<Long, Long, Long, Long>> output) {
        for (Long count : counts) {
            output.collect(Tuple4.of(bidder, count, session.getStart(), session.getEnd()));
        }
    }
}
