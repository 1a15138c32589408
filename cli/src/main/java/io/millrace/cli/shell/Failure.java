/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.sql.parser.SqlException;

/** What went wrong, for a person: never a stack trace. */
final class Failure {
    private Failure() {}

    /** Returns the statement with carets under what is wrong, or else a line. */
    static String text(Exception failure) {
        return failure instanceof SqlException wrong ? wrong.render() : line(failure);
    }

    /** Returns the message in one line. */
    static String line(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.strip().lines().findFirst().orElse("");
    }
}
