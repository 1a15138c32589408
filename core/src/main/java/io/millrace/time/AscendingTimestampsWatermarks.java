/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import java.time.Duration;

/** Follows timestamps that do not fall: the watermark is one millisecond behind the highest. */
public final class AscendingTimestampsWatermarks<T> extends BoundedOutOfOrdernessWatermarks<T> {
    public AscendingTimestampsWatermarks() {
        super(Duration.ZERO);
    }
}
