/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

/**
 * How far event time has come, as a table declares it.
 *
 * @param column the rowtime column
 * @param expression gives for each row the time up to which the table is complete; in SQL, with every name quoted
 */
public record Watermark(String column, String expression) {}
