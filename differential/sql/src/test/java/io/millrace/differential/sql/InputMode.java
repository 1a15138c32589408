/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

/** What changes a table sees. */
public enum InputMode {
    /** Inserts alone. */
    INSERT,
    /** All kinds. */
    ALL,
    /** By primary key: no update comes with what was before it. */
    UPSERT
}
