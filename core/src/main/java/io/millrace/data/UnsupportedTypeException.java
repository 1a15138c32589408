/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/** A type or value that no codec can encode; the message names it, its place, and what to do. */
public final class UnsupportedTypeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnsupportedTypeException(String message) {
        super(message);
    }

    public UnsupportedTypeException(String message, Throwable cause) {
        super(message, cause);
    }
}
