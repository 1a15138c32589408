/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.window;

import java.io.Serializable;

/**
 * How time is cut into windows, and these into slices, of which each window has some and each row falls into one. All times are local, in milliseconds, and ends are exclusive.
 *
 * <pre>
 *  TUMBLE    a slice is a window
 *  HOP       windows share slices of the greatest common divisor of size and step
 *  CUMULATE  the windows that begin together share slices of a step
 *  GIVEN     rows come with their windows, each a slice
 *  SESSION   windows are those of a key; step is the gap
 * </pre>
 *
 * @param step from window to window
 * @param offset by which windows begin later than at multiples of the step, or of the size
 */
public record Windows(Kind kind, long size, long step, long offset) implements Serializable {

    /** How windows lie to each other. */
    public enum Kind {
        /** Side by side. */
        TUMBLE,
        /** Of one size, beginning at steps. */
        HOP,
        /** Growing by steps. */
        CUMULATE,
        /** As rows say. */
        GIVEN,
        /** Between gaps. */
        SESSION
    }

    public static Windows tumble(long size, long offset) {
        return new Windows(Kind.TUMBLE, size, size, offset);
    }

    public static Windows hop(long size, long step, long offset) {
        return new Windows(Kind.HOP, size, step, offset);
    }

    /** @param size a multiple of the step */
    public static Windows cumulate(long size, long step, long offset) {
        return new Windows(Kind.CUMULATE, size, step, offset);
    }

    public static Windows session(long gap) {
        return new Windows(Kind.SESSION, gap, gap, 0);
    }

    public static Windows given() {
        return new Windows(Kind.GIVEN, 1, 1, 0);
    }

    /** Returns how long a slice is. */
    public long slice() {
        return kind == Kind.HOP ? divisor(size, step) : step;
    }

    private static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }

    /** Returns the end of the slice that a time falls into. */
    public long sliceEnd(long time) {
        long slice = slice();
        return time - Math.floorMod(time - offset, slice) + slice;
    }

    /** Returns the end of the first window that has a slice. It may be later than that of the last, where a slice lies between windows. */
    public long firstWindowEnd(long sliceEnd) {
        if (kind != Kind.HOP) {
            return sliceEnd;
        }
        return sliceEnd + Math.floorMod(offset + size - sliceEnd, step);
    }

    /** Returns the end of the last window that has a slice. */
    public long lastWindowEnd(long sliceEnd) {
        return switch (kind) {
            case HOP -> {
                long start = sliceEnd - slice();
                yield start - Math.floorMod(start - offset, step) + size;
            }
            case CUMULATE -> windowStart(sliceEnd) + size;
            default -> sliceEnd;
        };
    }

    /** Returns the start of the window of an end. */
    public long windowStart(long windowEnd) {
        return kind == Kind.CUMULATE ? windowEnd - 1 - Math.floorMod(windowEnd - 1 - offset, size) : windowEnd - size;
    }

    /** Returns whether a window has several slices. */
    public boolean areShared() {
        return kind == Kind.CUMULATE || (kind == Kind.HOP && slice() < size);
    }
}
