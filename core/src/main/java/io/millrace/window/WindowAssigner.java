/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.io.Serializable;

/** Says to which windows an element belongs. */
public sealed interface WindowAssigner extends Serializable
        permits TumblingEventTimeWindows, SlidingEventTimeWindows, EventTimeSessionWindows {}
