/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

/** What an argument of a {@link ProcessTableFunction} is, beyond what its type says; see {@link ArgumentHint}. */
public enum ArgumentTrait {
    /** One value, which is what an argument is without a hint. */
    SCALAR,

    /** A table whose rows have nothing to do with each other: the function is called for each, and keeps nothing. */
    ROW_SEMANTIC_TABLE,

    /** A table whose rows of one key belong together: they meet in one place, with the state and the timers of the key. The call says the key with PARTITION BY. */
    SET_SEMANTIC_TABLE,

    /** PARTITION BY may be left out of a set-semantic table: then all rows belong together, in one subtask. */
    OPTIONAL_PARTITION_BY,

    /** All columns of the row come out before those of the function, instead of the key alone. There are no timers then, as they have no row. */
    PASS_COLUMNS_THROUGH,

    /** The rows of the table may change: the function is called for what is taken back, too, and {@link ProcessTableFunction.Context#rowKind} says so. */
    SUPPORT_UPDATES,

    /** The call has to say on_time. */
    REQUIRE_ON_TIME,

    /** Updates come with what a row was before. They always do; the trait is there for programs that were written for Flink. */
    REQUIRE_UPDATE_BEFORE,

    /** Deletions come with the whole row. They always do; the trait is there for programs that were written for Flink. */
    REQUIRE_FULL_DELETE
}
