/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.function.runtime.JsonTexts;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Functions of JSON. */
final class JsonCalls {

    private static final String JSON = "JSON";
    private static final Set<String> MAKERS = Set.of("JSON_OBJECT", "JSON_ARRAY", JSON);

    private JsonCalls() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        for (String kind : List.of("VALUE", "OBJECT", "ARRAY", "SCALAR")) {
            String method = "is" + kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT);
            functions.put("IS JSON " + kind, (body, call) -> test(body, call, method, ""));
            functions.put("IS NOT JSON " + kind, (body, call) -> test(body, call, method, "!"));
        }
        functions.put("JSON_EXISTS", JsonCalls::exists);
        functions.put("JSON_VALUE", JsonCalls::value);
        functions.put("JSON_QUERY", JsonCalls::query);
        functions.put("JSON_STRING", JsonCalls::string);
        functions.put("JSON_OBJECT", JsonCalls::object);
        functions.put("JSON_ARRAY", JsonCalls::array);
        functions.put(JSON, (body, call) -> {
            throw new UnsupportedExpressionException(
                    JSON, "JSON stands only inside of JSON_ARRAY, or as a value of JSON_OBJECT.");
        });
        functions.put("JSON_QUOTE", new StaticMethod(JsonTexts.class, "quote"));
        functions.put("JSON_UNQUOTE", new StaticMethod(JsonTexts.class, "unquote"));
    }

    /** Null is not JSON. */
    private static Value test(Body body, RexCall call, String method, String not) {
        Value operand = body.value(call.getOperands().get(0));
        Value result = new StaticMethod(JsonTexts.class, method).generate(body, call, List.of(operand));
        return Value.notNull("(" + not + result.isTrue() + ")", call.getType());
    }

    /** Returns the word that an operand is; null of one that is none. */
    private static @Nullable String word(RexNode operand) {
        return operand instanceof RexLiteral literal && literal.getValue() instanceof Enum<?> symbol
                ? symbol.name()
                : null;
    }

    private static String wordAt(RexCall call, int operand, String otherwise) {
        String word =
                operand < call.getOperands().size() ? word(call.getOperands().get(operand)) : null;
        return JavaTypes.literal(word == null ? otherwise : word);
    }

    private static List<Value> jsonAndPath(Body body, RexCall call) {
        return List.of(
                body.stored(body.value(call.getOperands().get(0))),
                body.stored(body.value(call.getOperands().get(1))));
    }

    private static String arguments(List<Value> jsonAndPath) {
        return jsonAndPath.get(0).code() + ", " + jsonAndPath.get(1).code();
    }

    private static Value exists(Body body, RexCall call) {
        List<Value> operands = jsonAndPath(body, call);
        return body.call(
                Boolean.class,
                true,
                operands,
                call.getType(),
                () -> "JsonFunctions.exists(" + arguments(operands) + ", " + wordAt(call, 2, "FALSE") + ")");
    }

    private static Value value(Body body, RexCall call) {
        RelDataType type = call.getType();
        String name =
                switch (type.getSqlTypeName()) {
                    case VARCHAR -> "STRING";
                    case BOOLEAN, INTEGER, DOUBLE -> type.getSqlTypeName().getName();
                    default ->
                        throw UnsupportedExpressionException.types(
                                "JSON_VALUE", "RETURNING " + TypeNames.description(type));
                };
        List<Value> operands = jsonAndPath(body, call);
        String onEmpty = behavior(body, call, "EMPTY");
        String onError = behavior(body, call, "ERROR");
        return body.call(
                Object.class,
                true,
                operands,
                type,
                () -> "JsonFunctions.value(" + arguments(operands) + ", " + JavaTypes.literal(name) + ", " + onEmpty
                        + ", " + onError + ")");
    }

    /** Returns the code of what to do on EMPTY or ERROR, and of the default for it. */
    private static String behavior(Body body, RexCall call, String event) {
        List<RexNode> operands = call.getOperands();
        for (int index = operands.size() - 1; index > 2; index--) {
            if (event.equals(word(operands.get(index)))) {
                String before = word(operands.get(index - 1));
                return before != null
                        ? JavaTypes.literal(before) + ", null"
                        : JavaTypes.literal("DEFAULT") + ", " + otherwise(body, call, operands.get(index - 1));
            }
        }
        return JavaTypes.literal("NULL") + ", null";
    }

    private static String otherwise(Body body, RexCall call, RexNode value) {
        return NestedLoops.boxed(body.stored(Casts.coerce(body, body.value(value), call.getType())));
    }

    private static Value query(Body body, RexCall call) {
        RelDataType type = call.getType();
        boolean isArray = type.getSqlTypeName() == SqlTypeName.ARRAY;
        RelDataType component = type.getComponentType();
        RelDataType text = isArray && component != null ? component : type;
        if (text.getSqlTypeName() != SqlTypeName.VARCHAR) {
            throw UnsupportedExpressionException.types("JSON_QUERY", "RETURNING " + TypeNames.description(type));
        }
        List<Value> operands = jsonAndPath(body, call);
        String method = isArray ? "array(" : "query(";
        return body.call(
                JavaTypes.of(type),
                true,
                operands,
                type,
                () -> "JsonFunctions." + method + arguments(operands) + ", " + wordAt(call, 2, "WITHOUT_ARRAY") + ", "
                        + wordAt(call, 3, "NULL") + ", " + wordAt(call, 4, "NULL") + ")");
    }

    private static Value string(Body body, RexCall call) {
        Value operand = body.stored(body.value(call.getOperands().get(0)));
        return body.guarded(
                false,
                List.of(operand),
                call.getType(),
                () -> "JsonTexts.write(" + JsonTrees.of(body, Value.notNull(operand.code(), operand.type())) + ")");
    }

    private static Value array(Body body, RexCall call) {
        List<String> elements = new ArrayList<>();
        for (RexNode operand : call.getOperands().subList(1, call.getOperands().size())) {
            elements.add(tree(body, operand));
        }
        return made(body, call, "array", elements);
    }

    private static Value object(Body body, RexCall call) {
        List<String> keysAndValues = new ArrayList<>();
        for (int index = 1; index < call.getOperands().size(); index += 2) {
            keysAndValues.add(
                    NestedLoops.boxed(body.stored(body.value(call.getOperands().get(index)))));
            keysAndValues.add(tree(body, call.getOperands().get(index + 1)));
        }
        return made(body, call, "object", keysAndValues);
    }

    private static Value made(Body body, RexCall call, String method, List<String> parts) {
        boolean nullsAreAbsent = "ABSENT_ON_NULL".equals(word(call.getOperands().get(0)));
        String array = "new Object[] {" + String.join(", ", parts) + "}";
        return body.guarded(
                false,
                List.of(),
                call.getType(),
                () -> "JsonTexts." + method + "(" + nullsAreAbsent + ", " + array + ")");
    }

    /** What makes JSON stands in other JSON as such, and not as a text. */
    private static String tree(Body body, RexNode operand) {
        if (!(operand instanceof RexCall call)
                || !MAKERS.contains(call.getOperator().getName())) {
            return JsonTrees.of(body, body.value(operand));
        }
        Value json = body.stored(
                call.getOperator().getName().equals(JSON)
                        ? new StaticMethod(JsonTexts.class, "json").generate(body, call)
                        : body.value(call));
        String raw = "JsonTexts.raw(" + json.code() + ")";
        return json.isAlwaysNull() ? "null" : json.isNeverNull() ? raw : "(" + json.isNull() + " ? null : " + raw + ")";
    }
}
