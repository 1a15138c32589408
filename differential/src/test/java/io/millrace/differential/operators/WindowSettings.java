/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Traits;
import io.millrace.differential.Traits.Order;
import io.millrace.simulation.Randomness;
import io.millrace.stream.WindowedStream;
import io.millrace.window.TimeWindow;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows in event time, and what is certain about them: seen as those of one key.
 *
 * @param lateness how long windows are kept behind the watermark
 */
record WindowSettings(Windows windows, Firing firing, Eviction eviction, Folding folding, long lateness)
        implements Serializable {
    static WindowSettings draw(Randomness random, List<Folding> foldings) {
        boolean plain = random.chance(0.5);
        return new WindowSettings(
                Windows.draw(random),
                plain ? Firing.DEFAULT : Firing.draw(random),
                plain ? Eviction.NONE : Eviction.draw(random),
                random.pick(foldings),
                random.chance(0.6) ? 0 : random.upTo(40));
    }

    private boolean plain() {
        return firing.atEndAlone() && eviction.isNone() && folding != Folding.COUNTING;
    }

    private boolean refires(Traits input) {
        return lateness > 0 && !input.punctual();
    }

    private boolean firesOnce(Traits input) {
        return firing.atEndAlone() && !refires(input);
    }

    /** Returns whether the results of a key come in a certain order. */
    private boolean ordersResults(Traits input) {
        boolean byElements = input.ordered() && !firing.needsExactTime() && !windows.overlap() && !windows.merge();
        return (firesOnce(input) && !windows.endTogether()) || byElements;
    }

    boolean fits(Traits input) {
        return input.timely()
                && certainWindows(input)
                && certainContents(input)
                && certainFirings(input)
                && (folding != Folding.COUNTING || ordersResults(input));
    }

    private boolean certainWindows(Traits input) {
        // a session that touches a new element may have fired just before, or becomes one with it
        return !windows.merge()
                || (firing.canMerge()
                        && folding != Folding.AGGREGATE_WITHOUT_MERGE
                        && (input.exact() || input.lead() >= Traits.CLEAR));
    }

    private boolean certainContents(Traits input) {
        // Millrace folds overlapping windows from slices, in order of time and not of arrival; and neither engine says
        // in which order sessions merge
        boolean certainOrder = input.ordered() && !windows.merge() && !(plain() && windows.foldedByTime());
        boolean keptOnce = eviction.isNone() && firing.isDefault() && !windows.overlap();
        return (certainOrder || !(folding.inOrder() || eviction.needsOrder()))
                && (keptOnce || !folding.changesElements());
    }

    private boolean certainFirings(Traits input) {
        return (lateness == 0 || input.punctual() || input.ordered())
                && (!firing.needsOrder() || input.ordered())
                && (!firing.needsExactTime() || input.exact())
                && (!firing.needsPositiveTime() || input.setting().sinceEpoch());
    }

    Traits after(Traits input) {
        boolean late = refires(input) || firing.firesLate();
        return new Traits(
                ordersResults(input) ? Order.BY_KEY : Order.NONE,
                input.exact(),
                late ? 0 : Traits.PUNCTUAL,
                input.serial(),
                input.setting(),
                input.ownKeys());
    }

    /** Sets windows up, but for the assigner. */
    WindowedStream<Event, Integer, TimeWindow> on(WindowedStream<Event, Integer, TimeWindow> windowed) {
        windowed.allowedLateness(Duration.ofMillis(lateness));
        if (!firing.isDefault()) {
            windowed.trigger(firing.millrace());
        }
        return eviction.isNone() ? windowed : windowed.evictor(eviction.millrace());
    }

    org.apache.flink.streaming.api.datastream.WindowedStream<
                    Event, Integer, org.apache.flink.streaming.api.windowing.windows.TimeWindow>
            on(
                    org.apache.flink.streaming.api.datastream.WindowedStream<
                                    Event, Integer, org.apache.flink.streaming.api.windowing.windows.TimeWindow>
                            windowed) {
        windowed.allowedLateness(Duration.ofMillis(lateness));
        if (!firing.isDefault()) {
            windowed.trigger(firing.flink());
        }
        return eviction.isNone() ? windowed : windowed.evictor(eviction.flink());
    }

    /** Returns whether it is certain when the windows of a key are over, seen from its firings. */
    boolean endsWithFiring() {
        return lateness == 0 && firing.atEndAlone();
    }

    List<WindowSettings> smaller() {
        List<WindowSettings> smaller = new ArrayList<>();
        if (lateness > 0) {
            smaller.add(new WindowSettings(windows, firing, eviction, folding, 0));
        }
        if (!firing.isDefault()) {
            smaller.add(new WindowSettings(windows, Firing.DEFAULT, eviction, folding, lateness));
        }
        if (!eviction.isNone()) {
            smaller.add(new WindowSettings(windows, firing, Eviction.NONE, folding, lateness));
        }
        return smaller;
    }

    @Override
    public String toString() {
        return windows + (firing.isDefault() ? "" : ", trigger " + firing)
                + (eviction.isNone() ? "" : ", evictor " + eviction)
                + (lateness == 0 ? "" : ", lateness " + lateness) + ", " + folding;
    }
}
