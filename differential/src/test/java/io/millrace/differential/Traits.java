/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

/**
 * What is certain about a stream, whatever the schedule of either engine. An operator whose result would depend on
 * anything else does not fit the stream.
 *
 * @param order which elements come in a certain order
 * @param exact whether it is certain between which elements of a key a watermark comes
 * @param lead how many milliseconds elements lie ahead of the watermark, at least, when they are emitted; 0 where they
 *     may be late, and not counted above {@link #CLEAR}
 * @param serial whether one subtask makes the stream
 * @param setting of the whole program
 * @param ownKeys whether the keys are still those that no other source has
 */
public record Traits(Order order, boolean exact, int lead, boolean serial, Setting setting, boolean ownKeys) {
    /** Results of timers lie 1 ahead. */
    public static final int PUNCTUAL = 1;

    /** A session that ends where an element begins is still open: they touch, and become one. */
    public static final int CLEAR = 2;

    public Traits {
        if (setting.batch() || setting.settled()) {
            // keyed operators of a batch get a key's elements by timestamp, and equal ones in any order
            order = Order.NONE;
            exact = false;
        }
        if (setting.batch()) {
            // event time begins anew for each key, so that nothing is late
            lead = CLEAR;
        }
    }

    /** Which elements come in a certain order. */
    public enum Order {
        TOTAL,
        BY_KEY,
        NONE
    }

    public boolean single() {
        return setting.single();
    }

    public boolean batch() {
        return setting.batch();
    }

    public boolean ordered() {
        return order != Order.NONE;
    }

    /** Returns whether no element is late. */
    public boolean punctual() {
        return lead >= PUNCTUAL;
    }

    /** Returns whether event time means the same in every run: exactly so, or because no element is late. */
    public boolean timely() {
        return exact || punctual();
    }

    public Traits rekeyed() {
        return new Traits(order == Order.TOTAL ? Order.TOTAL : Order.NONE, exact, lead, serial, setting, false);
    }

    /** The stream behind an operator that keeps a key's elements in order. */
    public Traits keyed() {
        return new Traits(ordered() ? Order.BY_KEY : Order.NONE, exact && single(), lead, single(), setting, ownKeys);
    }

    /** The same elements as those of one key, for an operator without parallelism. */
    public Traits asOneKey() {
        return new Traits(order == Order.TOTAL ? Order.TOTAL : Order.NONE, exact, lead, serial, setting, ownKeys);
    }

    /** The stream behind an operator without parallelism, which sees all elements as those of one key. */
    public Traits ofOneKey() {
        return new Traits(ordered() ? Order.TOTAL : Order.NONE, exact, lead, true, setting, false);
    }

    /** The stream of what timers of a key emit, each no later than its time. */
    public Traits timed() {
        return new Traits(Order.BY_KEY, exact && single(), Math.min(lead, PUNCTUAL), single(), setting, ownKeys);
    }

    /**
     * The stream of answers to asynchronous requests. A failure loses the watermarks between those under way, and with
     * another parallelism afterwards each subtask takes its share of them.
     */
    public Traits answers(boolean inOrder) {
        return new Traits(inOrder && serial ? order : Order.NONE, false, lead, serial, setting, ownKeys);
    }

    public Traits tardy() {
        return new Traits(order, exact, 0, serial, setting, ownKeys);
    }

    /** The stream of results that have no time, but that of windows without an end. */
    public Traits timeless() {
        return new Traits(order, false, 0, serial, setting, ownKeys);
    }

    /** The stream with its elements dealt out to many subtasks. */
    public Traits scattered() {
        return new Traits(single() ? order : Order.NONE, exact && single(), lead, single(), setting, ownKeys);
    }

    /** The stream together with another one that comes in its own time. */
    public Traits with(Traits other, boolean sameSource) {
        // one subtask beside many means that its elements are dealt out to many
        boolean dealtOut = serial != other.serial;
        boolean apart = !sameSource && !dealtOut && ownKeys && other.ownKeys && ordered() && other.ordered();
        return new Traits(
                apart ? Order.BY_KEY : Order.NONE,
                false,
                Math.min(lead, other.lead),
                serial && other.serial,
                setting,
                false);
    }
}
