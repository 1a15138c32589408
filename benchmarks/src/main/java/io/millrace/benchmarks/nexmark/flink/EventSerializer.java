/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.Person;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes a byte for the kind of event, then the fields in their order. */
final class EventSerializer extends ImmutableSerializer<Event> {

    static final EventSerializer INSTANCE = new EventSerializer();

    private static final int BID = 0;
    private static final int AUCTION = 1;
    private static final int PERSON = 2;

    @Override
    public Event createInstance() {
        return BidSerializer.INSTANCE.createInstance();
    }

    @Override
    public void serialize(Event event, DataOutputView target) throws IOException {
        if (event instanceof Bid bid) {
            target.writeByte(BID);
            BidSerializer.INSTANCE.serialize(bid, target);
        } else if (event instanceof Auction auction) {
            target.writeByte(AUCTION);
            write(auction, target);
        } else if (event instanceof Person person) {
            target.writeByte(PERSON);
            write(person, target);
        }
    }

    @Override
    public Event deserialize(DataInputView source) throws IOException {
        int kind = source.readByte();
        return switch (kind) {
            case BID -> BidSerializer.INSTANCE.deserialize(source);
            case AUCTION -> readAuction(source);
            case PERSON -> readPerson(source);
            default -> throw new IOException("Event of unknown kind " + kind + "; known are 0 to 2");
        };
    }

    private static void write(Auction auction, DataOutputView target) throws IOException {
        target.writeLong(auction.id());
        StringValue.writeString(auction.itemName(), target);
        StringValue.writeString(auction.description(), target);
        target.writeLong(auction.initialBid());
        target.writeLong(auction.reserve());
        target.writeLong(auction.dateTime());
        target.writeLong(auction.expires());
        target.writeLong(auction.seller());
        target.writeLong(auction.category());
    }

    private static Auction readAuction(DataInputView source) throws IOException {
        return new Auction(
                source.readLong(),
                StringValue.readString(source),
                StringValue.readString(source),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readLong(),
                source.readLong());
    }

    private static void write(Person person, DataOutputView target) throws IOException {
        target.writeLong(person.id());
        StringValue.writeString(person.name(), target);
        StringValue.writeString(person.email(), target);
        StringValue.writeString(person.city(), target);
        StringValue.writeString(person.state(), target);
        target.writeLong(person.dateTime());
    }

    private static Person readPerson(DataInputView source) throws IOException {
        return new Person(
                source.readLong(),
                StringValue.readString(source),
                StringValue.readString(source),
                StringValue.readString(source),
                StringValue.readString(source),
                source.readLong());
    }
}
