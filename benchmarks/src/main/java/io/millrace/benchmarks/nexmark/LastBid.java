/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import io.millrace.benchmarks.nexmark.generator.Bid;

/** The order of bids that {@link Query#Q18} needs. */
public final class LastBid {

    private LastBid() {}

    /**
     * Whether {@code candidate} is the last bid rather than {@code current}: by time, then by price, then by checksum,
     * so that the last of several bids does not depend on the order in which they are compared.
     */
    public static boolean supersedes(Bid candidate, Bid current) {
        if (candidate.dateTime() != current.dateTime()) {
            return candidate.dateTime() > current.dateTime();
        }
        if (candidate.price() != current.price()) {
            return candidate.price() > current.price();
        }
        return RowHash.bid(candidate) > RowHash.bid(current);
    }
}
