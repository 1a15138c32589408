/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.HighestBid;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Type information of the benchmark's own types. */
final class EventTypes {

    static final TypeInformation<Event> EVENT = new SerializerTypeInformation<>(Event.class, EventSerializer.INSTANCE);
    static final TypeInformation<Bid> BID = new SerializerTypeInformation<>(Bid.class, BidSerializer.INSTANCE);
    static final TypeInformation<HighestBid> HIGHEST_BID =
            new SerializerTypeInformation<>(HighestBid.class, HighestBidSerializer.INSTANCE);

    private EventTypes() {}
}
