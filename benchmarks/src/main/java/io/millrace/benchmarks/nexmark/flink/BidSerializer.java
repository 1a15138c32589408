/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.generator.Bid;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes the fields of a bid in their order. */
final class BidSerializer extends ImmutableSerializer<Bid> {

    static final BidSerializer INSTANCE = new BidSerializer();

    @Override
    public Bid createInstance() {
        return new Bid(0, 0, 0, "", "", 0);
    }

    @Override
    public void serialize(Bid bid, DataOutputView target) throws IOException {
        target.writeLong(bid.auction());
        target.writeLong(bid.bidder());
        target.writeLong(bid.price());
        StringValue.writeString(bid.channel(), target);
        StringValue.writeString(bid.url(), target);
        target.writeLong(bid.dateTime());
    }

    @Override
    public Bid deserialize(DataInputView source) throws IOException {
        return new Bid(
                source.readLong(),
                source.readLong(),
                source.readLong(),
                StringValue.readString(source),
                StringValue.readString(source),
                source.readLong());
    }
}
