/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

/** Types that are compared with each other, and stand in each other's place in expressions. */
public enum Family {
    INT,
    TEXT,
    TRUTH,
    DEC,
    REAL,
    DATE,
    TS,
    TIME,
    LTZ,
    BYTES,
    /** FLOAT alone, which beside DOUBLE is now the one and now the other. */
    FLOAT,
    ROW,
    NESTED,
    ROWS;

    /** Returns whether one value is less than another. */
    boolean isOrdered() {
        return this != ROW && this != NESTED && this != ROWS;
    }

    /** Returns whether there are MIN and MAX of values. */
    boolean hasExtremes() {
        return isOrdered() && this != BYTES;
    }

    /** Returns whether values are summed up. */
    boolean isNumeric() {
        return this == INT || this == DEC || this == REAL || this == FLOAT;
    }
}
