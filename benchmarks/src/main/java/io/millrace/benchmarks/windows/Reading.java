/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

/** An event of the stream: a key, a value, and its time in milliseconds. */
record Reading(long key, long value, long time) {
    /** The distance of windows, in milliseconds of event time. */
    static final long SLIDE_MILLIS = 1_000;

    /** How many events a slide has for each key, on average. */
    static final long EVENTS_PER_KEY_AND_SLIDE = 2;

    /** The event of that number: keys in random order, times evenly spread. */
    static Reading of(long number, long keys) {
        long perSlide = keys * EVENTS_PER_KEY_AND_SLIDE;
        long time = number * SLIDE_MILLIS / perSlide;
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        mixed ^= mixed >>> 32;
        return new Reading(((mixed >>> 33) * keys) >>> 31, mixed & 0xFFFF, time);
    }
}
