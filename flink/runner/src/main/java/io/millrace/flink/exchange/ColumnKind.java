/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.exchange;

/** How the values of a column are written. */
final class ColumnKind {
    static final int LONG = 0;
    static final int INT = 1;
    static final int DOUBLE = 2;
    static final int FLOAT = 3;
    static final int BYTE = 4;
    static final int OBJECT = 5;

    private ColumnKind() {}
}
