/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.runner;

/** A job that failed or was cancelled; the message says why, the cause is what user code or the engine threw. */
public final class JobException extends Exception {
    private static final long serialVersionUID = 1L;

    public JobException(String message, Throwable cause) {
        super(message, cause);
    }

    public JobException(String message) {
        super(message);
    }
}
