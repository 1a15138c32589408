/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

/** Moments in the life of a process that some bugs wait for. */
final class Moments {
    private static final int EVENTS_BETWEEN_STOPS = 150;
    private static final int MOST_STOPS = 3;

    private int events;
    private int stops;
    private boolean stopping;
    private boolean draining;
    private boolean started;
    private boolean restarted;

    void processStarts() {
        stopping = false;
        draining = false;
        restarted = started;
        started = true;
    }

    /** Returns whether somebody is to stop the job with a savepoint before the next event. */
    boolean stopsNow() {
        boolean now = stops < MOST_STOPS && ++events % EVENTS_BETWEEN_STOPS == 0;
        if (now) {
            stops++;
            stopping = true;
        }
        return now;
    }

    /** Returns whether this process is being stopped with a savepoint. */
    boolean isStopping() {
        return stopping;
    }

    void drains() {
        draining = true;
    }

    /** Returns whether the sources of this process were told to end early. */
    boolean isDraining() {
        return draining;
    }

    /** Returns whether another process died before this one, to the first who asks. */
    boolean takeRestart() {
        boolean result = restarted;
        restarted = false;
        return result;
    }
}
