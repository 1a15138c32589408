/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableOptions;
import java.util.List;
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
            case EVENT -> nested(source, mix, columns.nested());
            case PERSON -> flat(source, mix, EventKind.PERSON, columns);
            case AUCTION -> flat(source, mix, EventKind.AUCTION, columns);
            case BID -> flat(source, mix, EventKind.BID, columns);
        };
    }

    private static ScanTableSource nested(EventSource source, EventMix mix, List<NestedColumn> columns) {
        return new EventTableSource(source, chosen -> {
            NestedColumn[] read = new NestedColumn[chosen.length];
            for (int i = 0; i < read.length; i++) {
                read[i] = columns.get(chosen[i]);
            }
            return new NestedReader(mix, List.of(read));
        });
    }

    private static ScanTableSource flat(EventSource source, EventMix mix, EventKind kind, EventColumns columns) {
        int[] fields = columns.flat(kind);
        return new EventTableSource(source, chosen -> {
            int[] read = new int[chosen.length];
            for (int i = 0; i < read.length; i++) {
                read[i] = fields[chosen[i]];
            }
            return new FlatReader(mix, kind, read);
        });
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
