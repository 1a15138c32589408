/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** Processing time, as the runner supplies it; state with a time to live asks it. */
@FunctionalInterface
public interface StoreClock {
    /** Processing time in milliseconds since the epoch. */
    long currentTimeMillis();
}
