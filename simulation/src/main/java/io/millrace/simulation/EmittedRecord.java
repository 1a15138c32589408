/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

/**
 * A record with its timestamp.
 *
 * @param timestamp event time, or {@link io.millrace.data.Batch#NO_TIMESTAMP}
 */
public record EmittedRecord<T>(T value, long timestamp) {}
