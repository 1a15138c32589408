/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

/** What a statement has to show. */
public enum ResultKind {
    /** Nothing but that it is done. */
    SUCCESS,
    /** Rows. */
    SUCCESS_WITH_CONTENT
}
