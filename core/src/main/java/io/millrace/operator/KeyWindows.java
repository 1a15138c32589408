/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one key that hold one slice, for those that fire again for it. Each of them is the part up to that slice
 * and the part behind it; both are merged outwards from the slice, so that many windows cost no more than their slices.
 */
final class KeyWindows {
    private final Accumulators accumulators;
    private final long[] starts; // ends of the slices from the pivot back, and what they merge to
    private final List<Object> upToPivot = new ArrayList<>();
    private final long[] ends; // ends of the slices behind the pivot, and what they merge to
    private final List<Object> behindPivot = new ArrayList<>();
    private int next;
    private int behind = -1;

    /**
     * @param pivot the end of the slice that all windows hold
     * @param from slices that end later than this are looked at
     * @param to slices that end later than this are not
     */
    KeyWindows(SliceStore store, Accumulators accumulators, Object key, long pivot, long from, long to) {
        this.accumulators = accumulators;
        int first = store.indexAfter(from);
        int middle = store.indexAfter(pivot);
        int last = store.indexAfter(to);
        this.starts = new long[middle - first];
        this.ends = new long[last - middle];
        for (int i = middle - 1; i >= first; i--) {
            Object accumulator = accumulatorOf(store.at(i), key);
            if (accumulator != null) {
                starts[upToPivot.size()] = store.at(i).end();
                upToPivot.add(upToPivot.isEmpty() ? accumulator : merge(accumulator, copyOfLast(upToPivot)));
            }
        }
        for (int i = middle; i < last; i++) {
            Object accumulator = accumulatorOf(store.at(i), key);
            if (accumulator != null) {
                ends[behindPivot.size()] = store.at(i).end();
                behindPivot.add(behindPivot.isEmpty() ? accumulator : merge(copyOfLast(behindPivot), accumulator));
            }
        }
        this.next = upToPivot.size() - 1;
    }

    private @Nullable Object accumulatorOf(SliceTable slice, Object key) {
        int slot = slice.find(key);
        return slot < 0 ? null : accumulators.copyAt(slice, slot);
    }

    private Object copyOfLast(List<Object> merged) {
        return accumulators.copy(merged.get(merged.size() - 1));
    }

    private Object merge(Object earlier, Object later) {
        return accumulators.merge(earlier, later);
    }

    /** The result of the window of slices that end after {@code start} and up to {@code end}; called in order of both. */
    Object result(long start, long end) {
        while (next > 0 && starts[next] <= start) {
            next--;
        }
        while (behind + 1 < behindPivot.size() && ends[behind + 1] <= end) {
            behind++;
        }
        Object earlier = accumulators.copy(upToPivot.get(next));
        Object all = behind < 0 ? earlier : merge(earlier, accumulators.copy(behindPivot.get(behind)));
        return accumulators.result(all);
    }
}
