/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.Extras;
import io.millrace.benchmarks.nexmark.generator.Person;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** The fields of events as Flink's rows hold them, in the order of NEXMark's tables. */
final class EventFields {

    private EventFields() {}

    static List<String> namesOf(EventKind kind) {
        return switch (kind) {
            case PERSON -> List.of("id", "name", "emailAddress", "creditCard", "city", "state", "dateTime", "extra");
            case AUCTION ->
                List.of(
                        "id",
                        "itemName",
                        "description",
                        "initialBid",
                        "reserve",
                        "dateTime",
                        "expires",
                        "seller",
                        "category",
                        "extra");
            case BID -> List.of("auction", "bidder", "price", "channel", "url", "dateTime", "extra");
        };
    }

    static EventKind kindOf(Event event) {
        if (event instanceof Bid) {
            return EventKind.BID;
        }
        return event instanceof Auction ? EventKind.AUCTION : EventKind.PERSON;
    }

    /** Returns a row of some fields, by position. */
    static GenericRowData row(Event event, int[] fields) {
        GenericRowData row = new GenericRowData(fields.length);
        if (event instanceof Bid bid) {
            for (int i = 0; i < fields.length; i++) {
                row.setField(i, field(bid, fields[i]));
            }
        } else if (event instanceof Auction auction) {
            for (int i = 0; i < fields.length; i++) {
                row.setField(i, field(auction, fields[i]));
            }
        } else if (event instanceof Person person) {
            for (int i = 0; i < fields.length; i++) {
                row.setField(i, field(person, fields[i]));
            }
        }
        return row;
    }

    private static Object field(Bid bid, int position) {
        return switch (position) {
            case 0 -> bid.auction();
            case 1 -> bid.bidder();
            case 2 -> bid.price();
            case 3 -> text(bid.channel());
            case 4 -> text(bid.url());
            case 5 -> time(bid.dateTime());
            case 6 -> text(Extras.of(bid));
            default -> throw new IllegalArgumentException("A bid has no field " + position);
        };
    }

    private static Object field(Auction auction, int position) {
        return switch (position) {
            case 0 -> auction.id();
            case 1 -> text(auction.itemName());
            case 2 -> text(auction.description());
            case 3 -> auction.initialBid();
            case 4 -> auction.reserve();
            case 5 -> time(auction.dateTime());
            case 6 -> time(auction.expires());
            case 7 -> auction.seller();
            case 8 -> auction.category();
            case 9 -> text(Extras.ofId(auction.id()));
            default -> throw new IllegalArgumentException("An auction has no field " + position);
        };
    }

    private static Object field(Person person, int position) {
        return switch (position) {
            case 0 -> person.id();
            case 1 -> text(person.name());
            case 2 -> text(person.email());
            case 3 -> text(Extras.creditCard(person.id()));
            case 4 -> text(person.city());
            case 5 -> text(person.state());
            case 6 -> time(person.dateTime());
            case 7 -> text(Extras.ofId(person.id()));
            default -> throw new IllegalArgumentException("A person has no field " + position);
        };
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static TimestampData time(long millis) {
        return TimestampData.fromEpochMillis(millis);
    }
}
