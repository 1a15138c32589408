/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.parser.SqlException;
import java.util.List;
import java.util.function.Supplier;

/** Keeps failures of the planner's inner parts from people. */
final class Failures {

    private Failures() {}

    static <T> T translated(Supplier<T> step) {
        try {
            return step.get();
        } catch (SqlException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw ValidationErrors.translate(e, new NameHints(List.of()));
        }
    }
}
