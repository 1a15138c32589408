/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

/** A value has no counterpart in the type that it was to be cast to. It has no stack trace, as TRY_CAST may meet many of them. */
public final class CastException extends RuntimeException {

    CastException(String message) {
        super(message, null, false, false);
    }
}
