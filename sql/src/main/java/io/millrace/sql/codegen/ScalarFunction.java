/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import org.apache.calcite.rex.RexCall;

/** How a call of a function or operator is turned into source. */
interface ScalarFunction {

    /** Adds the lines that compute the call to a body, and returns what they have computed. */
    Value generate(Body body, RexCall call);
}
