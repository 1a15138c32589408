/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableOptions;
import java.util.Optional;

/**
 * The events of NEXMark, by options in the manner of the connector of that name for Flink. {@code nexmark.table} says which: {@code event}, if
 * nothing is said, for a row of every event, with columns for each kind; or {@code person}, {@code auction} or {@code bid} for those alone.
 */
public final class NexmarkTableFactory implements TableFactory {
    static final String TABLE = "nexmark.table";
    private static final String EVENTS = "events.num";
    private static final String FIRST_RATE = "first-event.rate";
    private static final String NEXT_RATE = "next-event.rate";
    private static final String LIMITED = "rate.limited";

    /** What {@code nexmark.table} may be. */
    private enum Rows {
        EVENT,
        PERSON,
        AUCTION,
        BID
    }

    @Override
    public String factoryIdentifier() {
        return "nexmark";
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        TableOptions options = table.options();
        EventMix mix = mix(options);
        // As in Flink's connector of this name, none is as many as one likes.
        long events = options.parsed(EVENTS, "a whole number of 0 or more", text -> within(text, 0, Long.MAX_VALUE))
                .filter(count -> count > 0)
                .orElse(Long.MAX_VALUE);
        boolean limited = options.flag(LIMITED, false);
        EventSource source = new EventSource(events, limited ? mix.eventsPerSecond() : Double.POSITIVE_INFINITY);
        EventColumns columns = new EventColumns(table);
        return switch (options.choice(TABLE, Rows.EVENT)) {
            case EVENT -> new NestedTableSource(source, mix, columns.nested());
            case PERSON -> new FlatTableSource(source, mix, EventKind.PERSON, columns.flat(EventKind.PERSON));
            case AUCTION -> new FlatTableSource(source, mix, EventKind.AUCTION, columns.flat(EventKind.AUCTION));
            case BID -> new FlatTableSource(source, mix, EventKind.BID, columns.flat(EventKind.BID));
        };
    }

    private static EventMix mix(TableOptions options) {
        EventMix otherwise = EventMix.DEFAULT;
        return new EventMix(
                otherwise.seed(),
                proportion(options, "person.proportion", otherwise.persons()),
                proportion(options, "auction.proportion", otherwise.auctions()),
                proportion(options, "bid.proportion", otherwise.bids()),
                rate(options, otherwise.eventsPerSecond()));
    }

    private static int proportion(TableOptions options, String key, int otherwise) {
        return options.parsed(key, "a whole number from 1 to 1000", text -> (int) within(text, 1, 1000))
                .orElse(otherwise);
    }

    private static long rate(TableOptions options, long otherwise) {
        Optional<Long> first = rate(options, FIRST_RATE);
        Optional<Long> next = rate(options, NEXT_RATE);
        if (first.isPresent() && next.isPresent() && !first.equals(next)) {
            throw options.wrong("has '" + FIRST_RATE + "' = '" + first.get() + "' and '" + NEXT_RATE + "' = '"
                    + next.get() + "': the rate does not change while the table is read, so give one of them.");
        }
        return first.or(() -> next).orElse(otherwise);
    }

    private static Optional<Long> rate(TableOptions options, String key) {
        long most = EventMix.MOST_EVENTS_PER_SECOND;
        return options.parsed(
                key, "a whole number of events a second from 1 to " + most, text -> within(text, 1, most));
    }

    private static long within(String text, long least, long most) {
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException();
        }
        return number;
    }
}
