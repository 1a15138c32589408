/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import java.io.Serializable;

/** A keyed function with state and timers, written once for both engines. */
public interface KeyedLogic extends Serializable {
    /** Called for each element; {@code side} is 1 for the second input of two. */
    void onElement(Event event, int side, Cell cell) throws Exception;

    void onTimer(long timestamp, Cell cell) throws Exception;
}
