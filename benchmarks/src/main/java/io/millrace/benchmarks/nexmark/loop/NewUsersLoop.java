/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.Person;
import java.util.Iterator;

/** {@link Query#Q8}: persons and sellers of the open window; a match is a result as soon as its second half comes. */
final class NewUsersLoop implements LoopQuery {

    /** Hashes a result. */
    interface Row {
        long hash(long person, String name, long windowStart);
    }

    private final Checksum checksum = new Checksum();
    private final Row row;
    private final LongObjectTable<String> names = new LongObjectTable<>();
    private final LongCounts sellers = new LongCounts();
    private long windowEnd;

    NewUsersLoop() {
        this(RowHash::newUser);
    }

    NewUsersLoop(Row row) {
        this.row = row;
    }

    @Override
    public Checksum run(Iterator<Event> events) {
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof Bid) {
                continue;
            }
            if (event.dateTime() >= windowEnd) {
                openWindow(event.dateTime());
            }
            if (event instanceof Auction auction) {
                onSeller(auction.seller());
            } else if (event instanceof Person person) {
                onPerson(person);
            }
        }
        return checksum;
    }

    private void openWindow(long timestamp) {
        windowEnd = timestamp - timestamp % Query.WINDOW_MILLIS + Query.WINDOW_MILLIS;
        names.clear();
        sellers.clear();
    }

    private void onSeller(long seller) {
        if (sellers.add(seller, 1) == 1) {
            String name = names.get(seller);
            if (name != null) {
                emit(seller, name);
            }
        }
    }

    private void onPerson(Person person) {
        names.put(person.id(), person.name());
        if (sellers.count(person.id()) > 0) {
            emit(person.id(), person.name());
        }
    }

    private void emit(long person, String name) {
        checksum.add(row.hash(person, name, windowEnd - Query.WINDOW_MILLIS));
    }
}
