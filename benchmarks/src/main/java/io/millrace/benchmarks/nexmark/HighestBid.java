/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import io.millrace.benchmarks.nexmark.generator.Bid;

/** A row of {@link Query#Q7}, and a candidate for it. */
public record HighestBid(long auction, long bidder, long price, long dateTime) {

    public static HighestBid of(Bid bid) {
        return new HighestBid(bid.auction(), bid.bidder(), bid.price(), bid.dateTime());
    }

    /** Whether this bid wins over the other: a total order, up to bids that are equal in all four fields. */
    public boolean isHigherThan(HighestBid other) {
        if (price != other.price) {
            return price > other.price;
        }
        if (dateTime != other.dateTime) {
            return dateTime < other.dateTime;
        }
        return auction != other.auction ? auction < other.auction : bidder < other.bidder;
    }
}
