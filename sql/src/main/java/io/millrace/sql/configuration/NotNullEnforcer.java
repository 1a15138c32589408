/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

/** What happens to a row that has a null for a column that is NOT NULL. */
public enum NotNullEnforcer {
    /** The statement fails. */
    ERROR,
    /** The row is left out, and counted. */
    DROP
}
