/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/**
 * How far a source subtask is, for the alignment of its watermark group.
 *
 * @param live whether any of its splits is neither idle nor read to its end
 * @param watermark the lowest of its live splits
 */
public record SourceProgress(boolean live, long watermark) {}
