/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.util.Collector;

/** The pair of an auction (id, seller) and a bid (auction, bidder, price). */
final class AuctionBids
        extends ProcessJoinFunction<Tuple2<Long, Long>, Tuple3<Long, Long, Long>, Tuple4<Long, Long, Long, Long>> {

    private static final long serialVersionUID = 1L;

    static final TypeInformation<Tuple2<Long, Long>> AUCTION = Types.TUPLE(Types.LONG, Types.LONG);
    static final TypeInformation<Tuple3<Long, Long, Long>> BID = Types.TUPLE(Types.LONG, Types.LONG, Types.LONG);
    static final TypeInformation<Tuple4<Long, Long, Long, Long>> PAIR =
            Types.TUPLE(Types.LONG, Types.LONG, Types.LONG, Types.LONG);

    @Override
    public void processElement(
            Tuple2<Long, Long> auction,
            Tuple3<Long, Long, Long> bid,
            Context context,
            Collector<Tuple4<Long, Long, Long, Long>> output) {
        output.collect(Tuple4.of(auction.f0, auction.f1, bid.f1, bid.f2));
    }
}
