/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.generator.Auction;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.Person;
import java.util.ArrayList;
import java.util.List;

/** {@code q3}: persons of three states, and of each seller the auctions that came before it. */
final class SqlSuggestionsLoop extends BidsLoop {

    private static final long CATEGORY = 10;

    private final LongObjectTable<Person> persons = new LongObjectTable<>();
    private final LongObjectTable<List<Auction>> auctions = new LongObjectTable<>();

    @Override
    void onBid(Bid bid, Checksum into) {}

    @Override
    void onOther(Event event, Checksum into) {
        if (event instanceof Auction auction && auction.category() == CATEGORY) {
            onAuction(auction, into);
        } else if (event instanceof Person person && isNear(person.state())) {
            persons.put(person.id(), person);
            List<Auction> earlier = auctions.get(person.id());
            if (earlier != null) {
                earlier.forEach(auction -> emit(person, auction, into));
            }
        }
    }

    private void onAuction(Auction auction, Checksum into) {
        Person seller = persons.get(auction.seller());
        if (seller != null) {
            emit(seller, auction, into);
        }
        List<Auction> ofSeller = auctions.get(auction.seller());
        if (ofSeller == null) {
            ofSeller = new ArrayList<>();
            auctions.put(auction.seller(), ofSeller);
        }
        ofSeller.add(auction);
    }

    private static boolean isNear(String state) {
        return state.equals("OR") || state.equals("ID") || state.equals("CA");
    }

    private static void emit(Person person, Auction auction, Checksum into) {
        into.add(SqlRows.row(
                SqlRows.of(person.name()), SqlRows.of(person.city()), SqlRows.of(person.state()), auction.id()));
    }
}
