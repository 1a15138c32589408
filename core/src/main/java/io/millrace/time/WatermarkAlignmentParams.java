/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the splits of a source keep step with those of other sources.
 *
 * @param watermarkGroup the sources of a job that name the same group keep step with one another
 * @param maxAllowedWatermarkDrift how many milliseconds a split's watermark may be ahead of the lowest of the group; a
 *     split that is further is not read
 * @param updateInterval after how many milliseconds of processing time at most a source tells the group how far it is
 */
public record WatermarkAlignmentParams(String watermarkGroup, long maxAllowedWatermarkDrift, long updateInterval)
        implements Serializable {
    public WatermarkAlignmentParams {
        if (watermarkGroup.isEmpty()) {
            throw new IllegalArgumentException("A watermark alignment group needs a name");
        }
        if (maxAllowedWatermarkDrift < 0) {
            throw new IllegalArgumentException("The allowed drift of watermark group '" + watermarkGroup
                    + "' must not be negative, but is " + maxAllowedWatermarkDrift + " ms");
        }
        if (updateInterval < 1) {
            throw new IllegalArgumentException("The update interval of watermark group '" + watermarkGroup
                    + "' must be at least one millisecond, not " + updateInterval + " ms");
        }
    }

    static WatermarkAlignmentParams of(String group, Duration drift, Duration updateInterval) {
        return new WatermarkAlignmentParams(group, saturatedMillis(drift), saturatedMillis(updateInterval));
    }

    private static long saturatedMillis(Duration duration) {
        boolean fits = duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) < 0;
        return fits ? duration.toMillis() : Long.MAX_VALUE;
    }

    /** Returns the highest watermark that a split may have and still be read; what would overflow is no limit. */
    public long limit(long lowestOfGroup) {
        long limit = lowestOfGroup + maxAllowedWatermarkDrift;
        return limit < lowestOfGroup ? Long.MAX_VALUE : limit;
    }
}
