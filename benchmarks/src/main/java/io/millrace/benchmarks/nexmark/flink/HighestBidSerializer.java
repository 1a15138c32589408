/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.HighestBid;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the four numbers. */
final class HighestBidSerializer extends ImmutableSerializer<HighestBid> {

    static final HighestBidSerializer INSTANCE = new HighestBidSerializer();

    @Override
    public HighestBid createInstance() {
        return new HighestBid(0, 0, 0, 0);
    }

    @Override
    public int getLength() {
        return 4 * Long.BYTES;
    }

    @Override
    public void serialize(HighestBid bid, DataOutputView target) throws IOException {
        target.writeLong(bid.auction());
        target.writeLong(bid.bidder());
        target.writeLong(bid.price());
        target.writeLong(bid.dateTime());
    }

    @Override
    public HighestBid deserialize(DataInputView source) throws IOException {
        return new HighestBid(source.readLong(), source.readLong(), source.readLong(), source.readLong());
    }
}
