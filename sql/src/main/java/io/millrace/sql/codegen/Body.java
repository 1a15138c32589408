/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.column.ColumnLayout;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;

/** The body of a loop or of a part of an expression: the lines that compute the values of the row at position {@code p}. */
final class Body {

    private final CalcSource source;
    private final boolean withoutNulls;
    private final TreeSet<Integer> inputs = new TreeSet<>();
    private SourceLines lines = new SourceLines();

    /** What has been computed in the block that is being written, and in those around it, innermost first. */
    private final Deque<Map<RexNode, Value>> known = new ArrayDeque<>();

    /** Lines of an expression, which only count where they are added, and what they compute. */
    record Captured(Value value, SourceLines lines) {}

    /**
     * Starts a body.
     *
     * @param withoutNulls whether it only runs over batches in which no column that it reads has nulls
     */
    Body(CalcSource source, boolean withoutNulls) {
        this.source = source;
        this.withoutNulls = withoutNulls;
        known.push(new HashMap<>());
    }

    CalcSource source() {
        return source;
    }

    SourceLines lines() {
        return lines;
    }

    /** Returns the columns that the lines read. */
    TreeSet<Integer> inputs() {
        return inputs;
    }

    /** Adds a line. One that ends a block begins with its bracket, and one that begins a block ends with its bracket. */
    void line(String line) {
        if (line.startsWith("}")) {
            known.pop();
        }
        lines.add(line);
        if (line.endsWith("{")) {
            known.push(new HashMap<>());
        }
    }

    void add(SourceLines captured) {
        lines.addAll(captured);
    }

    /** Returns the type of what is true or false. */
    RelDataType truth() {
        return source.rexBuilder().getTypeFactory().createSqlType(SqlTypeName.BOOLEAN);
    }

    String fresh(String prefix) {
        return source.fresh(prefix);
    }

    /**
     * Returns the value of an expression, and adds the lines that it needs. Large ones are methods of their own. What is known already where the value is needed, as by a
     * condition of the same CASE, is not computed again.
     */
    Value value(RexNode node) {
        for (Map<RexNode, Value> block : known) {
            Value value = block.get(node);
            if (value != null) {
                return value;
            }
        }
        int linesBefore = lines.count();
        Value value = node instanceof RexCall call && source.isPart(call) ? part(call) : whole(node);
        if (lines.count() == linesBefore || !RexUtil.isDeterministic(node)) {
            return value; // without lines it costs little, and may do without branches
        }
        Value stored = stored(value);
        known.element().put(node, stored);
        return stored;
    }

    /** Returns the value of an expression, computed here. */
    Value whole(RexNode node) {
        if (node instanceof RexInputRef input) {
            return input(input);
        } else if (node instanceof RexLiteral literal) {
            return Literals.value(this, literal);
        } else if (node instanceof RexCall call) {
            return Functions.of(call).generate(this, call);
        } else if (node instanceof RexFieldAccess access) {
            Value row = value(access.getReferenceExpr());
            int field = access.getField().getIndex();
            return call(
                    Object.class,
                    true,
                    List.of(row),
                    node.getType(),
                    () -> "Elements.field(" + row.code() + ", " + field + ")");
        }
        throw UnsupportedExpressionException.function(node.getKind().sql);
    }

    Captured capture(RexNode node) {
        return capture(() -> value(node));
    }

    Captured capture(Supplier<Value> generation) {
        SourceLines outer = lines;
        lines = new SourceLines();
        known.push(new HashMap<>());
        try {
            return new Captured(generation.get(), lines);
        } finally {
            known.pop();
            lines = outer;
        }
    }

    private Value input(RexInputRef input) {
        int index = input.getIndex();
        inputs.add(index);
        RelDataType type = input.getType();
        String element = "c" + index + "[p]";
        String code =
                switch (ColumnLayout.of(type)) {
                    case BOOLEAN -> "(" + element + " != 0)";
                    case OBJECT -> JavaTypes.unboxed(element, JavaTypes.of(type));
                    case INT, LONG, FLOAT, DOUBLE -> element;
                };
        return new Value(code, type.isNullable() && !withoutNulls ? "n" + index + "[p]" : "false", type);
    }

    private Value part(RexCall call) {
        String method = source.part(call, withoutNulls);
        String value = fresh("v");
        line("final " + JavaTypes.name(JavaTypes.of(call.getType())) + " " + value + " = " + method + "(p);");
        String isNull = fresh("n");
        line("final boolean " + isNull + " = " + method + "IsNull;");
        return new Value(value, isNull, call.getType());
    }

    /** Returns the value in variables, so that it costs nothing to repeat. */
    Value stored(Value value) {
        if (value.isAtom()) {
            return value;
        }
        String variable = fresh("v");
        line("final " + JavaTypes.name(value.javaType()) + " " + variable + " = " + value.code() + ";");
        if (value.isNeverNull() || value.isAlwaysNull()) {
            return new Value(variable, value.isNull(), value.type());
        }
        String isNull = fresh("n");
        line("final boolean " + isNull + " = " + value.isNull() + ";");
        return new Value(variable, isNull, value.type());
    }

    /** Returns the value of code that may be evaluated for any operands, null or not: it fails for none, and calls nothing slow. */
    Value inline(List<Value> operands, RelDataType type, String code) {
        String isNull = Value.anyNull(operands);
        return isNull.equals("true") ? Value.ofNull(type) : new Value(code, isNull, type);
    }

    /** Returns the value of code on primitives. A decimal among the operands is asked for its number, and so has to be there. */
    Value ofNumbers(Value left, Value right, RelDataType type, BiFunction<Value, Value, String> code) {
        if (left.javaType() != BigDecimal.class && right.javaType() != BigDecimal.class) {
            return inline(List.of(left, right), type, code.apply(left, right));
        }
        Value one = stored(left);
        Value other = stored(right);
        return guarded(false, List.of(one, other), type, () -> code.apply(one, other));
    }

    /**
     * Returns the value of code that only works for operands that are not null.
     *
     * @param mayBeNull whether the code may give null all the same
     * @param code adds what lines it needs
     */
    Value guarded(boolean mayBeNull, List<Value> operands, RelDataType type, Supplier<String> code) {
        return compute(JavaTypes.of(type), Conversions.IDENTITY, mayBeNull, operands, type, code);
    }

    /**
     * Returns the value of code as of {@link #guarded} that gives a value of another class than the type asks for.
     *
     * @param given the class of what the code gives
     */
    Value call(Class<?> given, boolean mayBeNull, List<Value> operands, RelDataType type, Supplier<String> code) {
        return compute(given, Conversions.result(given, type), mayBeNull, operands, type, code);
    }

    private Value compute(
            Class<?> given,
            Conversions.Result conversion,
            boolean mayBeNull,
            List<Value> operands,
            RelDataType type,
            Supplier<String> code) {
        String operandsNull = Value.anyNull(operands);
        if (operandsNull.equals("true")) {
            return Value.ofNull(type);
        }
        if (operandsNull.equals("false") && !mayBeNull && conversion.isIdentity()) {
            String expression = code.get();
            String variable = fresh("v");
            line("final " + JavaTypes.name(given) + " " + variable + " = " + expression + ";");
            return Value.notNull(variable, type);
        }
        return branching(given, conversion, mayBeNull, operandsNull, type, code);
    }

    private Value branching(
            Class<?> given,
            Conversions.Result conversion,
            boolean mayBeNull,
            String operandsNull,
            RelDataType type,
            Supplier<String> code) {
        Class<?> wanted = JavaTypes.of(type);
        boolean guards = !operandsNull.equals("false");
        boolean becomesNull = mayBeNull || conversion.mayBeNull();
        String variable = fresh("v");
        String isNull = guards || becomesNull ? fresh("n") : "false";
        line(JavaTypes.name(wanted) + " " + variable + " = " + JavaTypes.initial(wanted) + ";");
        if (guards || becomesNull) {
            line("boolean " + isNull + " = " + operandsNull + ";");
        }
        if (guards) {
            line("if (!" + isNull + ") {");
        }
        String absent = convert(given, conversion, mayBeNull, variable, code.get());
        if (becomesNull) {
            line(isNull + " = " + (wanted.isPrimitive() ? absent : variable) + " == null;");
        }
        if (guards) {
            line("}");
        }
        return new Value(variable, isNull, type);
    }

    /** Returns the variable that is null where the code gave null. */
    private String convert(
            Class<?> given, Conversions.Result conversion, boolean mayBeNull, String variable, String expression) {
        if (conversion.isIdentity()) {
            line(variable + " = " + expression + ";");
            return variable;
        }
        String raw = fresh("r");
        line("final " + JavaTypes.name(given) + " " + raw + " = " + expression + ";");
        String converted = variable + " = " + conversion.code().apply(raw) + ";";
        line(mayBeNull ? "if (" + raw + " != null) { " + converted + " }" : converted);
        return raw;
    }
}
