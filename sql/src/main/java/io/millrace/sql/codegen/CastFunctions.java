/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.Map;
import org.apache.calcite.rex.RexCall;

/** CAST, TRY_CAST, and what the planner puts in their place. */
final class CastFunctions {

    private CastFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put("CAST", (body, call) -> cast(body, call, false));
        functions.put("TRY_CAST", (body, call) -> cast(body, call, true));
        functions.put("SAFE_CAST", (body, call) -> cast(body, call, true));
        functions.put("REINTERPRET", (body, call) -> cast(body, call, false));
    }

    private static Value cast(Body body, RexCall call, boolean safely) {
        return Casts.cast(body, body.value(call.getOperands().get(0)), call.getType(), safely);
    }
}
