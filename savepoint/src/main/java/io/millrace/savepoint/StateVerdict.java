/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

/**
 * What becomes of one state of a savepoint.
 *
 * @param uid of the operator
 * @param operator its name
 * @param state its name; empty for an operator that is new
 * @param reason what was changed, or why it cannot be restored; empty where nothing was changed
 */
public record StateVerdict(String uid, String operator, String state, Outcome outcome, String reason) {
    /** What becomes of it. */
    public enum Outcome {
        /** It is restored as it was. */
        KEPT,
        /** It is restored, and read as the type that the program has now. */
        MIGRATED,
        /** There is no state: the operator was not there. */
        NEW,
        /** Nobody takes it. The job starts only if it is told to drop such state. */
        DROPPED,
        /** The job would not start. */
        IMPOSSIBLE
    }
}
