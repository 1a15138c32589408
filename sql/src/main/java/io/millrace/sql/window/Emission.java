/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.window;

import java.io.Serializable;

/**
 * When the results of a window are told, besides when it is over. All in milliseconds.
 *
 * @param earlyDelay how long after a change a window that is not over tells it; 0 for at once, and below 0 if it waits until it is over
 * @param lateDelay the same of a window that is over
 * @param lateness for how long a window that is over takes rows
 */
public record Emission(long earlyDelay, long lateDelay, long lateness) implements Serializable {
    /** Once, when the window is over. */
    public static final Emission ONCE = new Emission(-1, 0, 0);

    /** Returns whether results never change. */
    public boolean isOnce() {
        return earlyDelay < 0 && lateness == 0;
    }

    /** Returns what is left of it for windows of the clock, for which no row is late. */
    public Emission ofClock() {
        return new Emission(earlyDelay, 0, 0);
    }

    /** As plans show it. */
    @Override
    public String toString() {
        String early = earlyDelay < 0 ? "" : earlyDelay == 0 ? "early at once" : "early after " + earlyDelay + " ms";
        if (lateness == 0) {
            return early;
        }
        String late =
                (lateDelay == 0 ? "late at once" : "late after " + lateDelay + " ms") + ", for " + lateness + " ms";
        return early.isEmpty() ? late : early + ", " + late;
    }
}
