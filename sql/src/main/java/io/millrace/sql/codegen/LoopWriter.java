/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.column.ColumnLayout;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;

/** Writes the loop of one conjunct or one projection: for columns with nulls, and for batches in which none is null. */
final class LoopWriter {

    private final CalcSource source;
    private final SourceLines methods;
    private final String name;

    LoopWriter(CalcSource source, SourceLines methods, String name) {
        this.source = source;
        this.methods = methods;
        this.name = name;
    }

    /** A method's head and what its loops are between. */
    private record Frame(String parameters, String arguments, String result) {}

    private static final Frame FILTER =
            new Frame("int[] selection, int size, int[] kept", "selection, size, kept", "int");
    private static final Frame PROJECTION = new Frame(
            "int[] selection, int size, int length, Object[] columns, boolean[][] nulls",
            "selection, size, length, columns, nulls",
            "void");

    /** Writes a method that takes positions to those at which a condition is true, and returns how many they are. */
    void filter(RexNode condition) {
        dispatch(FILTER, condition, (method, withoutNulls) -> {
            Body body = new Body(source, withoutNulls);
            Value value = body.value(condition);
            SourceLines rowLines = body.lines();
            SourceLines loop = new SourceLines();
            loop.addAll(rowLines);
            loop.add("kept[count] = p;");
            loop.add("count += " + value.isTrue() + " ? 1 : 0;");
            start(FILTER, method, condition, body);
            methods.add("int count = 0;");
            loops(loop, rowLines.isEmpty());
            methods.add("return count;");
            methods.add("}");
            methods.add("");
        });
    }

    /** Writes a method that fills a column at the selected positions. */
    void projection(RexNode projection, int index) {
        RelDataType type = projection.getType();
        ColumnLayout layout = ColumnLayout.of(type);
        dispatch(PROJECTION, projection, (method, withoutNulls) -> {
            Body body = new Body(source, withoutNulls);
            Value value = body.value(projection);
            boolean nullable = !value.isNeverNull();
            SourceLines loop = new SourceLines();
            loop.addAll(body.lines());
            loop.add("out[p] = "
                    + (layout == ColumnLayout.BOOLEAN ? "(byte) (" + value.code() + " ? 1 : 0)" : value.code()) + ";");
            if (nullable) {
                loop.add("final boolean isNull = " + value.isNull() + ";");
                loop.add("outNulls[p] = isNull;");
                loop.add("anyNull |= isNull;");
            }
            start(PROJECTION, method, projection, body);
            methods.add("final " + layout.element() + "[] out = new " + layout.element() + "[length];");
            if (nullable) {
                methods.add("final boolean[] outNulls = new boolean[length];");
                methods.add("boolean anyNull = false;");
            }
            loops(loop, body.lines().isEmpty());
            methods.add("columns[" + index + "] = out;");
            if (nullable) {
                methods.add("nulls[" + index + "] = anyNull ? outNulls : null;");
            }
            methods.add("}");
            methods.add("");
        });
    }

    /** Writes one of the forms of a method. */
    private interface Form {
        void write(String method, boolean withoutNulls);
    }

    private void dispatch(Frame frame, RexNode node, Form form) {
        TreeSet<Integer> nullable = CalcSource.nullableInputs(node);
        if (nullable.isEmpty()) {
            form.write(name, true);
            return;
        } else if (source.isLarge(node)) {
            // The nulls are little of the work, and twice the code is much to compile.
            form.write(name, false);
            return;
        }
        form.write(name + "Dense", true);
        form.write(name + "Nullable", false);
        String anyNulls = nullable.stream().map(input -> "hasNulls" + input).collect(Collectors.joining(" | "));
        String call = frame.result.equals("void") ? "" : "return ";
        methods.add("private " + frame.result + " " + name + "(" + frame.parameters + ") {");
        methods.add("if (" + anyNulls + ") {");
        methods.add(call + name + "Nullable(" + frame.arguments + ");");
        methods.add("} else {");
        methods.add(call + name + "Dense(" + frame.arguments + ");");
        methods.add("}");
        methods.add("}");
        methods.add("");
        source.reads(nullable);
    }

    private void start(Frame frame, String method, RexNode node, Body body) {
        source.reads(body.inputs());
        source.comment(node);
        methods.add("private " + frame.result + " " + method + "(" + frame.parameters + ") {");
        for (int input : body.inputs()) {
            RelDataType type = source.typeOf(input);
            methods.add("final " + ColumnLayout.of(type).element() + "[] c" + input + " = this.c" + input + ";");
            if (type.isNullable() && !method.endsWith("Dense")) {
                methods.add("final boolean[] n" + input + " = this.n" + input + ";");
            }
        }
    }

    /** Small loops are written for all positions and for selected ones, as the JIT vectorizes the first. */
    private void loops(SourceLines loop, boolean isSmall) {
        if (isSmall) {
            methods.add("if (selection == null) {");
            methods.add("for (int p = 0; p < size; p++) {");
            methods.addAll(loop);
            methods.add("}");
            methods.add("} else {");
            methods.add("for (int i = 0; i < size; i++) {");
            methods.add("final int p = selection[i];");
            methods.addAll(loop);
            methods.add("}");
            methods.add("}");
        } else {
            methods.add("for (int i = 0; i < size; i++) {");
            methods.add("final int p = selection == null ? i : selection[i];");
            methods.addAll(loop);
            methods.add("}");
        }
    }
}
