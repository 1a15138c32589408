/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/**
 * How far one split was read, as snapshots hold it.
 *
 * @param split the {@link io.millrace.connector.SourceSplit} with its position
 * @param ordinal the number of records read
 * @param watermark the split's watermark
 * @param pendingWatermark what the next periodic watermark would be
 */
public record SplitState(Object split, boolean finished, long ordinal, long watermark, long pendingWatermark) {
    static final String TABLE = "splits";
}
