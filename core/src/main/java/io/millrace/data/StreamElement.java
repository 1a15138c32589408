/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/** What travels, in order, through a channel: batches of records and the signals between them. */
public sealed interface StreamElement permits Batch, Signal {}
