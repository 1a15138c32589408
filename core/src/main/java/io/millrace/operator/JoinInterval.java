/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.OutputTag;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs an interval join makes, and where late elements go.
 *
 * @param lowerMillis the least that a right element's timestamp may lie behind the left one's, inclusive; may be negative
 * @param upperMillis the most, inclusive
 * @param lateLeft takes late left elements; null where they are dropped
 * @param lateRight takes late right elements; null where they are dropped
 */
public record JoinInterval(
        long lowerMillis,
        long upperMillis,
        @Nullable OutputTag<?> lateLeft,
        @Nullable OutputTag<?> lateRight) implements Serializable {}
