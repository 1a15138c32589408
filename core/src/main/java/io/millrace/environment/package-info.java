/* SPDX-License-Identifier: Apache-2.0 */
/** What a runner supplies to the operators it drives: storage, and in time clock, randomness, wake-ups and faults. */
@NullMarked
package io.millrace.environment;

import org.jspecify.annotations.NullMarked;
