/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

/** What expressions learn from the world. */
public interface CalcContext {

    /** Returns the time for CURRENT_TIMESTAMP, PROCTIME and their like: milliseconds since the epoch. Asked once for each batch. */
    long clockMillis();

    /** Returns a seed for RAND and RAND_INTEGER where the expression gives none. Asked when the expressions are opened. */
    long seed();
}
