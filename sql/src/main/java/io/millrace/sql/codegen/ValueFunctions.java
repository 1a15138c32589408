/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.function.runtime.HashCodes;
import io.millrace.sql.function.runtime.RandomIds;
import io.millrace.sql.type.TypeNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;

/** Functions of what a value is, and of where it is computed. */
final class ValueFunctions {

    private ValueFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put("TYPEOF", ValueFunctions::typeOf);
        functions.put("HASH_CODE", new StaticMethod(HashCodes.class, "of"));
        functions.put("UUID", ValueFunctions::uuid);
        functions.put("CURRENT_WATERMARK", ValueFunctions::watermark);
    }

    private static Value typeOf(Body body, RexCall call) {
        RelDataType type = call.getOperands().get(0).getType();
        boolean isSerializable = call.getOperands().size() > 1
                && call.getOperands().get(1) instanceof RexLiteral literal
                && Boolean.TRUE.equals(literal.getValueAs(Boolean.class));
        String name = isSerializable ? TypeNames.serializable(type) : TypeNames.summary(type);
        return Value.notNull(JavaTypes.literal(interval(type).orElse(name)), call.getType());
    }

    /** Intervals are months or milliseconds, whatever fields they were written with. */
    private static Optional<String> interval(RelDataType type) {
        if (!type.getSqlTypeName().getName().startsWith("INTERVAL")) {
            return Optional.empty();
        }
        String name = JavaTypes.of(type) == int.class ? "INTERVAL MONTH" : "INTERVAL SECOND(3)";
        return Optional.of(type.isNullable() ? name : name + " NOT NULL");
    }

    private static Value uuid(Body body, RexCall call) {
        String ids = body.source()
                .fieldOf(
                        call,
                        RandomIds.class,
                        "new RandomIds(context.runId(), " + body.source().nextNumber() + ")");
        return body.guarded(false, List.of(), call.getType(), () -> ids + ".next()");
    }

    /** Where no watermark has come, it is null. */
    private static Value watermark(Body body, RexCall call) {
        RelDataType type = call.getType();
        String context = body.source().context();
        String millis = body.fresh("v");
        body.line("final long " + millis + " = " + context + ".watermark();");
        Value watermark = new Value(millis, "(" + millis + " == Long.MIN_VALUE)", type);
        String object = Temporals.isLocalZoned(type)
                ? "Timestamps.instantOfMillis(" + millis + ")"
                : "Timestamps.dateTimeOfMillis(" + millis + ")";
        return body.guarded(false, List.of(watermark), type, () -> Temporals.ofObject(object, type));
    }
}
