/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

/**
 * What is certain about a stream, whatever the schedule of either engine. An operator whose result would depend on
 * anything else does not fit the stream.
 *
 * @param order which elements come in a certain order
 * @param exact whether it is certain between which elements of a key a watermark comes
 * @param punctual whether no element is behind the watermark when it is emitted
 * @param serial whether one subtask makes the stream
 * @param single whether the whole program runs at parallelism 1
 * @param ownKeys whether the keys are still those that no other source has
 */
public record Traits(Order order, boolean exact, boolean punctual, boolean serial, boolean single, boolean ownKeys) {
    /** Which elements come in a certain order. */
    public enum Order {
        TOTAL,
        BY_KEY,
        NONE
    }

    public boolean ordered() {
        return order != Order.NONE;
    }

    /** Returns whether event time means the same in every run: exactly so, or because no element is late. */
    public boolean timely() {
        return exact || punctual;
    }

    public Traits rekeyed() {
        return new Traits(order == Order.TOTAL ? Order.TOTAL : Order.NONE, exact, punctual, serial, single, false);
    }

    /** The stream behind an operator that keeps a key's elements in order. */
    public Traits keyed() {
        return new Traits(ordered() ? Order.BY_KEY : Order.NONE, exact && single, punctual, single, single, ownKeys);
    }

    public Traits unordered() {
        return new Traits(Order.NONE, exact, punctual, serial, single, ownKeys);
    }

    public Traits tardy() {
        return new Traits(order, exact, false, serial, single, ownKeys);
    }

    /** The stream with its elements dealt out to many subtasks. */
    public Traits scattered() {
        return new Traits(single ? order : Order.NONE, exact && single, punctual, single, single, ownKeys);
    }

    /** The stream together with another one that comes in its own time. */
    public Traits with(Traits other, boolean sameSource) {
        boolean apart = !sameSource && ownKeys && other.ownKeys && ordered() && other.ordered();
        return new Traits(apart ? Order.BY_KEY : Order.NONE, false, punctual && other.punctual, single, single, false);
    }
}
