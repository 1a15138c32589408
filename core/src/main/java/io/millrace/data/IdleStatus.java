/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/** Says that a channel takes no part in the watermark for now ({@code idle}), or takes part again. */
public record IdleStatus(boolean idle) implements Signal {
    public static final IdleStatus IDLE = new IdleStatus(true);
    public static final IdleStatus ACTIVE = new IdleStatus(false);
}
