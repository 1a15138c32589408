/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

/** How a query's rows are shown. */
public enum ResultMode {
    /** As a table that is redrawn while it changes. */
    TABLE,
    /** As the changes of a table, each with its kind. */
    CHANGELOG,
    /** As the changes of a table, printed one below another. */
    TABLEAU
}
