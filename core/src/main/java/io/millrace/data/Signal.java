/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/** Control that travels in order between batches, never inside one. */
public sealed interface Signal extends StreamElement permits Watermark, CheckpointBarrier, IdleStatus, EndOfInput {}
