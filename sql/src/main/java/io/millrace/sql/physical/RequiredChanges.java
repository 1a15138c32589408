/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

/** What whoever takes the rows of a step needs to know of their changes; each constant is more than the one before it. */
public enum RequiredChanges {
    /** What a row becomes, which is found by a key; of one that is deleted, its key will do. */
    UPSERTS_BY_KEY,

    /** What a row becomes, which is found by a key; one that is deleted as it was. */
    UPSERTS,

    /** What a row was before an update, and what it becomes. */
    WHOLE;

    /** Returns what serves both. */
    RequiredChanges and(RequiredChanges other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
