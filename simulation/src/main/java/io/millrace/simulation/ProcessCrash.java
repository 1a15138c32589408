/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

/** Unwinds what the process was doing when it died. Nobody is meant to see it: the process is gone. */
final class ProcessCrash extends Error {
    private static final long serialVersionUID = 1L;

    ProcessCrash() {
        super("The simulated process has died", null, false, false);
    }
}
