/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

/** When the rows of each key are kept before a table that finds rows by its primary key. */
public enum UpsertMaterialize {
    /** Never: rows of a query that have the same key overwrite each other, and one that goes deletes those that are left. */
    NONE,
    /** Where the query may have several rows of a key, for the changes of one may then come in the wrong order. */
    AUTO,
    /** Always. */
    FORCE
}
