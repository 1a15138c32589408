/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

/** Keeps the timestamps that elements have from their source. */
public final class RecordTimestampAssigner<E> implements TimestampAssigner<E> {
    @Override
    public long extractTimestamp(E element, long recordTimestamp) {
        return recordTimestamp;
    }
}
