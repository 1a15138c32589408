/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

/** Thrown in a task to make it fail, as a user's function might. */
public final class InjectedTaskFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InjectedTaskFailure(String where) {
        super("Injected failure: " + where);
    }
}
