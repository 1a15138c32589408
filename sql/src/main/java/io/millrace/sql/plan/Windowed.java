/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.function.WindowFunction;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rex.RexCall;

/** Tells the windows of a table, each of whose columns they hand on, from other table functions. */
final class Windowed {
    private Windowed() {}

    /** Returns whether a call is of TUMBLE, HOP, CUMULATE or SESSION, and keeps no late rows, which would be handed on elsewhere, whole. */
    static boolean is(LogicalTableFunctionScan scan) {
        return !(scan instanceof LateRowsScan)
                && scan.getCall() instanceof RexCall call
                && call.getOperator() instanceof WindowFunction;
    }
}
