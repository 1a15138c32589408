/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

/** State of the current key, or of a broadcast input. Used on the task's thread only. */
public interface State {
    /** Removes this state of the current key. */
    void clear();
}
