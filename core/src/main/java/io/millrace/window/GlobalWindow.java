/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

/** The one window that holds everything; it never ends by itself. */
public enum GlobalWindow implements Window {
    INSTANCE;

    public static GlobalWindow get() {
        return INSTANCE;
    }

    @Override
    public long maxTimestamp() {
        return Long.MAX_VALUE;
    }
}
