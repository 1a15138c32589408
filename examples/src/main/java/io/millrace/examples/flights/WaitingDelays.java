/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.util.ArrayList;
import java.util.List;

/**
 * Delays of flights that one airport had scheduled for the same minute.
 *
 * @param delays minutes, in order of arrival
 */
record WaitingDelays(List<Integer> delays) {
    static final WaitingDelays NONE = new WaitingDelays(List.of());

    WaitingDelays plus(int delay) {
        List<Integer> all = new ArrayList<>(delays);
        all.add(delay);
        return new WaitingDelays(List.copyOf(all));
    }
}
