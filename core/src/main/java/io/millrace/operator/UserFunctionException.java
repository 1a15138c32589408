/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/** Carries a checked exception of a user function through an interface that declares none. */
public final class UserFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserFunctionException(Exception cause) {
        super(cause.toString(), cause);
    }
}
