/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.function.runtime.ArrayValues;
import io.millrace.sql.function.runtime.MapValues;
import io.millrace.sql.function.runtime.Strings;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;

/** Functions of whole arrays and maps. */
final class CollectionFunctions {

    private CollectionFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put("ARRAY_APPEND", withElement("append"));
        functions.put("ARRAY_PREPEND", withElement("prepend"));
        functions.put("ARRAY_CONTAINS", withElement("contains"));
        functions.put("ARRAY_POSITION", withElement("position"));
        functions.put("ARRAY_REMOVE", withElement("remove"));
        functions.put("ARRAY_REVERSE", ofArray("reverse"));
        functions.put("ARRAY_SLICE", ofArray("slice"));
        functions.put("ARRAY_SORT", ofArray("sort"));
        functions.put("ARRAY_DISTINCT", ofArray("distinct"));
        functions.put("ARRAY_MAX", ofArray("max"));
        functions.put("ARRAY_MIN", ofArray("min"));
        functions.put("ARRAY_JOIN", ofArray("join"));
        functions.put("ARRAY_UNION", united(ArrayValues.class, "union"));
        functions.put("ARRAY_EXCEPT", united(ArrayValues.class, "except"));
        functions.put("ARRAY_INTERSECT", united(ArrayValues.class, "intersect"));
        functions.put("ARRAY_CONCAT", united(ArrayValues.class, "concat"));
        functions.put("SPLIT", new StaticMethod(Strings.class, "parts"));
        functions.put("MAP_KEYS", new StaticMethod(MapValues.class, "keys"));
        functions.put("MAP_VALUES", new StaticMethod(MapValues.class, "values"));
        functions.put("MAP_ENTRIES", new StaticMethod(MapValues.class, "entries"));
        functions.put("MAP_FROM_ARRAYS", new StaticMethod(MapValues.class, "fromArrays"));
        functions.put("MAP_UNION", united(MapValues.class, "union"));
        functions.put("STR_TO_MAP", new StaticMethod(MapValues.class, "ofText"));
    }

    private static ScalarFunction ofArray(String method) {
        return new StaticMethod(ArrayValues.class, method);
    }

    /** Of an array and something that is made one of its elements. */
    private static ScalarFunction withElement(String name) {
        StaticMethod method = new StaticMethod(ArrayValues.class, name);
        return (body, call) -> {
            Value array = body.value(call.getOperands().get(0));
            Value element = body.value(call.getOperands().get(1));
            RelDataType component = array.type().getComponentType();
            Value coerced = component == null ? element : Casts.coerce(body, element, component);
            return method.generate(body, call, List.of(array, coerced));
        };
    }

    /** Of arrays or maps that are all made of the type of the result. */
    private static ScalarFunction united(Class<?> owner, String name) {
        StaticMethod method = new StaticMethod(owner, name);
        return (body, call) -> {
            List<Value> operands = call.getOperands().stream()
                    .map(operand -> Casts.coerce(body, body.value(operand), call.getType()))
                    .toList();
            return method.generate(body, call, operands);
        };
    }
}
