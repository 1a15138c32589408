/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import io.millrace.data.Watermark;

/** Takes the watermarks of a generator. One that does not advance is ignored. */
public interface WatermarkOutput {
    void emitWatermark(Watermark watermark);

    /** Says that this split takes no part in the watermark until its next element. */
    void markIdle();

    /** Ends idleness. */
    void markActive();
}
