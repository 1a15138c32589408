/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import io.millrace.function.Function;

/** A timestamp assigner that can travel with its job. Each subtask has one of its own where its fields can change. */
@FunctionalInterface
public interface SerializableTimestampAssigner<T> extends TimestampAssigner<T>, Function {}
