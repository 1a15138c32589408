/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.function.runtime.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.calcite.rex.RexCall;

/** Functions of numbers. */
final class MathFunctions {

    private MathFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put("ABS", new StaticMethod(Numbers.class, "abs"));
        functions.put("SIGN", new StaticMethod(Numbers.class, "sign"));
        functions.put("ROUND", new StaticMethod(Numbers.class, "round"));
        functions.put("TRUNCATE", new StaticMethod(Numbers.class, "truncate"));
        functions.put("POWER", new StaticMethod(Math.class, "pow"));
        functions.put("SQRT", new StaticMethod(Math.class, "sqrt"));
        functions.put("CBRT", new StaticMethod(Numbers.class, "cubeRoot"));
        functions.put("EXP", new StaticMethod(Math.class, "exp"));
        functions.put("LN", new StaticMethod(Numbers.class, "ln"));
        functions.put("LOG", new StaticMethod(Numbers.class, "log"));
        functions.put("LOG2", new StaticMethod(Numbers.class, "log2"));
        functions.put("LOG10", new StaticMethod(Math.class, "log10"));
        functions.put("PI", new StaticMethod(Numbers.class, "pi"));
        functions.put("E", new StaticMethod(Numbers.class, "e"));
        functions.put("HEX", new StaticMethod(Numbers.class, "hex"));
        functions.put("BIN", new StaticMethod(Numbers.class, "bin"));
        functions.put("COT", new StaticMethod(Numbers.class, "cot"));
        functions.put("DEGREES", new StaticMethod(Math.class, "toDegrees"));
        functions.put("RADIANS", new StaticMethod(Math.class, "toRadians"));
        for (String name : List.of("SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH")) {
            functions.put(name, new StaticMethod(Math.class, name.toLowerCase(Locale.ROOT)));
        }
        functions.put("RAND", MathFunctions::random);
        functions.put("RAND_INTEGER", MathFunctions::randomInteger);
    }

    /** Each call has a sequence of its own, which a seed that is a literal makes the same every time. */
    private static String generator(Body body, RexCall call, boolean isSeeded) {
        if (!isSeeded) {
            return body.source()
                    .fieldOf(
                            call,
                            Random.class,
                            "new Random(Numbers.spread(context.seed(), "
                                    + body.source().nextNumber() + "))");
        }
        Value seed = body.value(call.getOperands().get(0));
        if (!seed.isAtom() || seed.code().contains("[")) {
            throw UnsupportedExpressionException.types(call.getOperator().getName(), "a seed that is not a literal");
        }
        return body.source().fieldOf(call, Random.class, "new Random(" + seed.code() + ")");
    }

    private static Value random(Body body, RexCall call) {
        String generator = generator(body, call, call.getOperands().size() == 1);
        return body.guarded(false, List.of(), call.getType(), () -> generator + ".nextDouble()");
    }

    private static Value randomInteger(Body body, RexCall call) {
        int operands = call.getOperands().size();
        String generator = generator(body, call, operands == 2);
        Value bound = body.stored(body.value(call.getOperands().get(operands - 1)));
        return body.guarded(false, List.of(bound), call.getType(), () -> generator + ".nextInt(" + bound.code() + ")");
    }
}
