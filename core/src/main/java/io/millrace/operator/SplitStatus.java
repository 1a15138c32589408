/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/**
 * Where a split that is being read stands.
 *
 * @param watermark in milliseconds since the epoch; {@link Long#MIN_VALUE} before the first
 * @param idle whether it takes no part in the watermark, since it had nothing for the idle timeout
 * @param paused whether it is not read, since it is too far ahead of its watermark group
 */
public record SplitStatus(String splitId, long watermark, boolean idle, boolean paused) {}
