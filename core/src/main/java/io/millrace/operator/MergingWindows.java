/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.window.MergingWindowAssigner;
import io.millrace.window.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one key whose assigner merges. What windows hold is not moved whenever one grows: each window has a
 * state window, under which its contents stay, and takes over that of one of the windows it was merged from.
 */
final class MergingWindows {
    /** Merges what windows hold. */
    interface Merger {
        /**
         * @param result the new window
         * @param merged the windows that it takes the place of; may hold the new one
         * @param stateWindow under which the new window's contents are
         * @param mergedStateWindows whose contents belong to it, too
         */
        void merge(Window result, List<Window> merged, Window stateWindow, List<Window> mergedStateWindows)
                throws Exception;
    }

    /**
     * How a window is saved.
     *
     * @param stateWindow under which its contents are
     */
    public record Saved(Object window, Object stateWindow) {}

    private record Merge(Window result, List<Window> windows) {}

    private final MergingWindowAssigner<Object, Window> assigner;
    private final Map<Window, Window> stateWindows = new LinkedHashMap<>();

    MergingWindows(MergingWindowAssigner<Object, Window> assigner, @Nullable List<Saved> saved) {
        this.assigner = assigner;
        if (saved != null) {
            for (Saved window : saved) {
                stateWindows.put((Window) window.window(), (Window) window.stateWindow());
            }
        }
    }

    /** Returns the windows in a form that is never changed. */
    List<Saved> saved() {
        List<Saved> saved = new ArrayList<>();
        stateWindows.forEach((window, stateWindow) -> saved.add(new Saved(window, stateWindow)));
        return saved;
    }

    /** Returns where the window's contents are, or null where there is no such window any more. */
    @Nullable
    Window stateWindow(Window window) {
        return stateWindows.get(window);
    }

    void retire(Window window) {
        stateWindows.remove(window);
    }

    /** Adds a window, and merges; returns the window that it is, or is part of. */
    Window add(Window window, Merger merger) throws Exception {
        if (stateWindows.containsKey(window)) {
            return window;
        }
        List<Window> all = new ArrayList<>(stateWindows.keySet());
        all.add(window);
        List<Merge> merges = new ArrayList<>();
        assigner.mergeWindows(
                all, (merged, mergeResult) -> merges.add(new Merge(mergeResult, new ArrayList<>(merged))));
        Window place = null;
        for (Merge merge : merges) {
            List<Window> known = merge.windows();
            if (known.remove(window)) {
                place = merge.result();
            }
            apply(merge.result(), known, merger);
        }
        if (place != null) {
            return place;
        }
        stateWindows.put(window, window);
        return window;
    }

    private void apply(Window result, List<Window> known, Merger merger) throws Exception {
        Window stateWindow = null;
        List<Window> others = new ArrayList<>();
        for (Window merged : known) {
            Window state = stateWindows.remove(merged);
            if (stateWindow == null) {
                stateWindow = state;
            } else if (state != null) {
                others.add(state);
            }
        }
        Window kept = stateWindow == null ? result : stateWindow;
        stateWindows.put(result, kept);
        boolean unchanged = known.isEmpty() || (known.size() == 1 && known.contains(result));
        if (!unchanged) {
            merger.merge(result, known, kept, others);
        }
    }
}
