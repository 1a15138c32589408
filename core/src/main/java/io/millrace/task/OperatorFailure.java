/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

/** Carries a checked exception of user code through calls that cannot declare it. */
final class OperatorFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OperatorFailure(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
    }

    /** Returns what user code threw. */
    static Throwable unwrap(Throwable failure) {
        Throwable current = failure;
        while (current instanceof OperatorFailure && current.getCause() != null) {
            current = current.getCause();
        }
        return current;
    }
}
