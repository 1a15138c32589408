/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/** Goes from event number to event number by a fixed step, and knows place and time of each without a division. */
final class EventCursor {

    private static final long MILLIS_PER_SECOND = 1000;

    private final EventMix mix;
    private final int perRound;
    private final long step;
    private final long stepRounds;
    private final int stepPlaces;
    private final long stepMillis;
    private final long stepRest;
    private long number;
    private long round;
    private int place;
    private long dateTime;
    private long rest;

    EventCursor(EventMix mix, long first, long step) {
        this.mix = mix;
        this.perRound = mix.eventsPerRound();
        this.step = step;
        this.stepRounds = step / perRound;
        this.stepPlaces = (int) (step % perRound);
        this.stepMillis = step / mix.eventsPerSecond() * MILLIS_PER_SECOND
                + step % mix.eventsPerSecond() * MILLIS_PER_SECOND / mix.eventsPerSecond();
        this.stepRest = step % mix.eventsPerSecond() * MILLIS_PER_SECOND % mix.eventsPerSecond();
        moveTo(first);
    }

    /** Goes to any number. */
    void moveTo(long newNumber) {
        long rate = mix.eventsPerSecond();
        number = newNumber;
        round = newNumber / perRound;
        place = (int) (newNumber % perRound);
        long ofSecond = newNumber % rate * MILLIS_PER_SECOND;
        dateTime = NexmarkGenerator.START_MILLIS + newNumber / rate * MILLIS_PER_SECOND + ofSecond / rate;
        rest = ofSecond % rate;
    }

    /** Goes on by a step. */
    void advance() {
        number += step;
        round += stepRounds;
        place += stepPlaces;
        if (place >= perRound) {
            place -= perRound;
            round++;
        }
        dateTime += stepMillis;
        rest += stepRest;
        if (rest >= mix.eventsPerSecond()) {
            rest -= mix.eventsPerSecond();
            dateTime++;
        }
    }

    long number() {
        return number;
    }

    /** Returns event time, in epoch milliseconds. */
    long dateTime() {
        return dateTime;
    }

    EventKind kind() {
        if (place >= mix.persons() + mix.auctions()) {
            return EventKind.BID;
        }
        return place < mix.persons() ? EventKind.PERSON : EventKind.AUCTION;
    }

    /** Returns how many persons there were before this event's own, or the last one, counted from 0. */
    long person() {
        return round * mix.persons() + Math.min(place, mix.persons() - 1);
    }

    /** Returns the auction of this event, or the last one of its round, counted from 0. */
    long auction() {
        return round * mix.auctions() + Math.min(place - mix.persons(), mix.auctions() - 1);
    }
}
