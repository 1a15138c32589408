/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/** Who bids on what, and sells: skewed, from one word of random bits. Persons and auctions are counted from 0. */
final class Ids {

    private static final int IDS_PER_HOT_ID = 100;
    private static final int ACTIVE_PERSONS = 1000;
    private static final int ACTIVE_AUCTIONS = 100;
    private static final int ID_LEAD = 10;

    private Ids() {}

    static long bidAuction(long lastAuction, long word) {
        return (word & 1) == 0
                ? lastAuction / IDS_PER_HOT_ID * IDS_PER_HOT_ID
                : activeId(lastAuction, ACTIVE_AUCTIONS, word, 16);
    }

    static long bidder(long lastPerson, long word) {
        return (word & 6) == 0 ? activeId(lastPerson, ACTIVE_PERSONS, word, 32) : hotPerson(lastPerson) + 1;
    }

    static long seller(long lastPerson, long word) {
        return (word & 3) == 0 ? activeId(lastPerson, ACTIVE_PERSONS, word, 16) : hotPerson(lastPerson);
    }

    /** One of the {@code active} ids up to {@code last}, or one of the next few that do not exist yet. */
    private static long activeId(long last, int active, long word, int shift) {
        long lowest = Math.max(0, last - active);
        return lowest + RandomWords.below(last - lowest + 1 + ID_LEAD, word, shift);
    }

    private static long hotPerson(long lastPerson) {
        return lastPerson / IDS_PER_HOT_ID * IDS_PER_HOT_ID;
    }
}
