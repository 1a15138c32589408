/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

/** A generator that never emits. */
final class NoWatermarks<T> implements WatermarkGenerator<T> {
    @Override
    public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
