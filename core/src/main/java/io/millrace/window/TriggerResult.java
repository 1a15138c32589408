/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

/** What a trigger wants done with a window. */
public enum TriggerResult {
    /** Nothing. */
    CONTINUE(false, false),
    /** The window is emitted, and kept. */
    FIRE(true, false),
    /** The window's elements are forgotten; what is known of the window beside them stays. */
    PURGE(false, true),
    /** The window is emitted, and its elements are then forgotten. */
    FIRE_AND_PURGE(true, true);

    private final boolean fire;
    private final boolean purge;

    TriggerResult(boolean fire, boolean purge) {
        this.fire = fire;
        this.purge = purge;
    }

    public boolean isFire() {
        return fire;
    }

    public boolean isPurge() {
        return purge;
    }
}
