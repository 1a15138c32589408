/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

/** An expression has something that cannot be run. Whoever knows the text of the statement says where it stands. */
public final class UnsupportedExpressionException extends RuntimeException {

    private final String name;

    UnsupportedExpressionException(String name, String message) {
        super(message);
        this.name = name;
    }

    static UnsupportedExpressionException function(String name) {
        return new UnsupportedExpressionException(name, "The function " + name + " is not supported.");
    }

    static UnsupportedExpressionException types(String name, String what) {
        return new UnsupportedExpressionException(name, name + " is not supported for " + what + ".");
    }

    /** Returns the name of the function or operator. */
    public String name() {
        return name;
    }
}
