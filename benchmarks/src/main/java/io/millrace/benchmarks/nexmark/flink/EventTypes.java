/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.HighestBid;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.flink.exchange.OpaqueType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Type information of the benchmark's own types. */
final class EventTypes {

    static final TypeInformation<Event> EVENT = new OpaqueType<>(Event.class, EventSerializer.INSTANCE);
    static final TypeInformation<Bid> BID = new OpaqueType<>(Bid.class, BidSerializer.INSTANCE);
    static final TypeInformation<HighestBid> HIGHEST_BID =
            new OpaqueType<>(HighestBid.class, HighestBidSerializer.INSTANCE);

    private EventTypes() {}
}
