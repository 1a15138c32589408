/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

/** How rows of a sorted partition are numbered. */
public enum Ranking {
    /** 1, 2, 3, whatever is equal. */
    ROW_NUMBER,
    /** Ties share a number, and the numbers they would have had are left out. */
    RANK,
    /** Ties share a number, and no number is left out. */
    DENSE_RANK
}
