/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

/** Another running job has the checkpoint directory; the message says which, and what to do. */
public final class DirectoryInUseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    DirectoryInUseException(String message) {
        super(message);
    }
}
