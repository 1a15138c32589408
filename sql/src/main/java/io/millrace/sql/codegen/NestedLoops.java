/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** Lines that go through the elements of arrays, rows and maps, and put something for each of them that is not null into an array of objects. */
final class NestedLoops {

    /** What is put for an element. */
    interface Each {
        /** Adds what lines are needed, and returns the code of an object or null. */
        String code(Value element);
    }

    private NestedLoops() {}

    /** Returns the variable of an array of as many objects as a list has elements. */
    static String elements(Body body, String list, RelDataType component, Each each) {
        String source = body.fresh("l");
        String target = body.fresh("a");
        String index = body.fresh("i");
        body.line("final List " + source + " = " + list + ";");
        body.line("final Object[] " + target + " = new Object[" + source + ".size()];");
        body.line("for (int " + index + " = 0; " + index + " < " + target + ".length; " + index + "++) {");
        put(body, target + "[" + index + "]", source + ".get(" + index + ")", component, each);
        body.line("}");
        return target;
    }

    /** Returns the variable of an array of as many objects as a row has fields. */
    static String fields(Body body, String row, List<RelDataType> types, List<Each> each) {
        String source = body.fresh("l");
        String target = body.fresh("a");
        body.line("final List " + source + " = " + row + ";");
        body.line("final Object[] " + target + " = new Object[" + types.size() + "];");
        for (int field = 0; field < types.size(); field++) {
            put(body, target + "[" + field + "]", source + ".get(" + field + ")", types.get(field), each.get(field));
        }
        return target;
    }

    /** Returns the variable of an array of twice as many objects as a map has entries: keys and values in turn. */
    static String entries(
            Body body, String map, RelDataType keyType, RelDataType valueType, Each eachKey, Each eachValue) {
        String source = body.fresh("m");
        String keys = body.fresh("a");
        String values = body.fresh("a");
        String target = body.fresh("a");
        String index = body.fresh("i");
        body.line("final Map " + source + " = " + map + ";");
        body.line("final Object[] " + keys + " = " + source + ".keySet().toArray();");
        body.line("final Object[] " + values + " = " + source + ".values().toArray();");
        body.line("final Object[] " + target + " = new Object[2 * " + keys + ".length];");
        body.line("for (int " + index + " = 0; " + index + " < " + keys + ".length; " + index + "++) {");
        put(body, target + "[2 * " + index + "]", keys + "[" + index + "]", keyType, eachKey);
        put(body, target + "[2 * " + index + " + 1]", values + "[" + index + "]", valueType, eachValue);
        body.line("}");
        return target;
    }

    private static void put(Body body, String target, String element, RelDataType type, Each each) {
        String raw = body.fresh("e");
        body.line("final Object " + raw + " = " + element + ";");
        body.line("if (" + raw + " != null) {");
        Value value = body.stored(Value.notNull(JavaTypes.unboxed(raw, JavaTypes.of(type)), type));
        body.line(target + " = " + each.code(value) + ";");
        body.line("}");
    }

    /** Returns the code of a value as an object, or null. */
    static String boxed(Value value) {
        if (value.isAlwaysNull()) {
            return "null";
        }
        String boxed = JavaTypes.boxed(value.code(), value.javaType());
        return value.isNeverNull() ? boxed : "(" + value.isNull() + " ? null : " + boxed + ")";
    }
}
