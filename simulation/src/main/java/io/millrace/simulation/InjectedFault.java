/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import java.io.IOException;

/** A failure that the simulation made. */
public final class InjectedFault extends IOException {
    private static final long serialVersionUID = 1L;

    InjectedFault(String where) {
        super("Injected fault: " + where);
    }
}
