/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.nexmark.generator.Bid;
import org.junit.jupiter.api.Test;

class HighestBidTest {

    @Test
    void ordersByPriceThenTimeThenAuctionThenBidder() {
        HighestBid bid = new HighestBid(5, 5, 100, 1000);
        assertThat(new HighestBid(9, 9, 101, 2000).isHigherThan(bid)).isTrue();
        assertThat(new HighestBid(9, 9, 100, 999).isHigherThan(bid)).isTrue();
        assertThat(new HighestBid(4, 9, 100, 1000).isHigherThan(bid)).isTrue();
        assertThat(new HighestBid(5, 4, 100, 1000).isHigherThan(bid)).isTrue();
        assertThat(bid.isHigherThan(bid)).isFalse();
    }

    @Test
    void lastBidIsDecidedByTimeThenPriceThenTheRest() {
        Bid bid = new Bid(1, 2, 100, "Google", "a", 1000);
        Bid later = new Bid(1, 2, 50, "Google", "a", 1001);
        Bid dearer = new Bid(1, 2, 101, "Google", "a", 1000);
        Bid elsewhere = new Bid(1, 2, 100, "Google", "b", 1000);
        assertThat(LastBid.supersedes(later, bid)).isTrue();
        assertThat(LastBid.supersedes(bid, later)).isFalse();
        assertThat(LastBid.supersedes(dearer, bid)).isTrue();
        assertThat(LastBid.supersedes(elsewhere, bid)).isNotEqualTo(LastBid.supersedes(bid, elsewhere));
        assertThat(LastBid.supersedes(bid, bid)).isFalse();
    }
}
