/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

/** A world in which something went wrong that must never go wrong. The message says how to see it again. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    public SimulationFailure(String message) {
        super(message);
    }

    public SimulationFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
