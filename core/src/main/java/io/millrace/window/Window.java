/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

/** A finite part of a stream. */
public interface Window {
    /** Returns the largest timestamp that still belongs to the window. */
    long maxTimestamp();
}
