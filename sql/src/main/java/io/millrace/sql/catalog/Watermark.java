/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

/**
 * How far event time has come, as a table declares it.
 *
 * @param column the rowtime column
 * @param expression gives for each row the time up to which the table is complete; in SQL, with every name quoted
 */
public record Watermark(String column, String expression) {
    /** The function that says that the source makes the watermarks. */
    public static final String OF_SOURCE = "SOURCE_WATERMARK";

    /** Whether the table's source makes the watermarks, so that nothing is computed of rows. */
    public boolean isOfSource() {
        return expression.replace("`", "").replaceAll("\\s", "").equalsIgnoreCase(OF_SOURCE + "()");
    }
}
