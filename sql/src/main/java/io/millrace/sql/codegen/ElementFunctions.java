/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.function.runtime.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;

/** Arrays, maps and rows: how they are made, and what is taken out of them. */
final class ElementFunctions {

    private ElementFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put("ROW", (body, call) -> made(body, call, "list"));
        functions.put("ARRAY", (body, call) -> made(body, call, "list"));
        functions.put("MAP", (body, call) -> made(body, call, "map"));
        functions.put("ITEM", ElementFunctions::item);
        functions.put("CARDINALITY", new StaticMethod(Elements.class, "size"));
        functions.put("ELEMENT", new StaticMethod(Elements.class, "only"));
    }

    private static Value made(Body body, RexCall call, String method) {
        List<String> elements = new ArrayList<>();
        for (int index = 0; index < call.getOperands().size(); index++) {
            Value element = body.value(call.getOperands().get(index));
            Value coerced =
                    body.stored(Casts.coerce(body, element, elementType(call.getType(), index, element.type())));
            String boxed = JavaTypes.boxed(coerced.code(), coerced.javaType());
            elements.add(coerced.isNeverNull() ? boxed : "(" + coerced.isNull() + " ? null : " + boxed + ")");
        }
        String array = "new Object[] {" + String.join(", ", elements) + "}";
        return body.guarded(false, List.of(), call.getType(), () -> "Elements." + method + "(" + array + ")");
    }

    private static RelDataType elementType(RelDataType type, int index, RelDataType given) {
        RelDataType component = type.getComponentType();
        RelDataType key = type.getKeyType();
        RelDataType value = type.getValueType();
        if (type.isStruct()) {
            return type.getFieldList().get(index).getType();
        } else if (key != null && value != null) {
            return index % 2 == 0 ? key : value;
        }
        return component == null ? given : component;
    }

    private static Value item(Body body, RexCall call) {
        Value collection = body.stored(body.value(call.getOperands().get(0)));
        Value position = body.value(call.getOperands().get(1));
        RelDataType type = collection.type();
        if (type.isStruct()) {
            int field = Integer.parseInt(position.code()) - 1;
            return body.call(
                    Object.class,
                    true,
                    List.of(collection),
                    call.getType(),
                    () -> "Elements.field(" + collection.code() + ", " + field + ")");
        }
        RelDataType key = type.getKeyType();
        boolean isMap = key != null;
        Value sought = body.stored(key != null ? Casts.coerce(body, position, key) : position);
        String argument = Conversions.argument(sought, isMap ? Object.class : int.class);
        String method = isMap ? "valueOf(" : "at(";
        return body.call(
                Object.class,
                true,
                List.of(collection, sought),
                call.getType(),
                () -> "Elements." + method + collection.code() + ", " + argument + ")");
    }
}
