/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.io.Serializable;

/** Says, for each element, how long a session stays open behind it. */
@FunctionalInterface
public interface SessionWindowTimeGapExtractor<T> extends Serializable {
    /** Returns the gap in milliseconds, more than zero. */
    long extract(T element);
}
