/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.function.runtime.ArrayValues;
import io.millrace.sql.function.runtime.Bitmaps;
import io.millrace.sql.function.runtime.MapValues;
import io.millrace.sql.function.runtime.Strings;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;

/** Functions of whole arrays and maps, and of bitmaps. */
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
        addBitmaps(functions);
    }

    private static void addBitmaps(Map<String, ScalarFunction> functions) {
        functions.put("BITMAP_BUILD", new StaticMethod(Bitmaps.class, "build"));
        functions.put("BITMAP_CARDINALITY", new StaticMethod(Bitmaps.class, "cardinality"));
        functions.put("BITMAP_AND", new StaticMethod(Bitmaps.class, "and"));
        functions.put("BITMAP_OR", new StaticMethod(Bitmaps.class, "or"));
        functions.put("BITMAP_XOR", new StaticMethod(Bitmaps.class, "xor"));
        functions.put("BITMAP_ANDNOT", new StaticMethod(Bitmaps.class, "andNot"));
        functions.put("BITMAP_FROM_BYTES", new StaticMethod(Bitmaps.class, "ofBytes"));
        functions.put("BITMAP_TO_BYTES", new StaticMethod(Bitmaps.class, "toBytes"));
        functions.put("BITMAP_TO_ARRAY", new StaticMethod(Bitmaps.class, "toArray"));
        functions.put("BITMAP_TO_STRING", new StaticMethod(Bitmaps.class, "text"));
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
