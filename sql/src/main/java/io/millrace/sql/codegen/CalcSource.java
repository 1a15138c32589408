/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.function.runtime.Addresses;
import io.millrace.sql.function.runtime.ArrayValues;
import io.millrace.sql.function.runtime.Bitmaps;
import io.millrace.sql.function.runtime.CastException;
import io.millrace.sql.function.runtime.DateTimeTexts;
import io.millrace.sql.function.runtime.Dates;
import io.millrace.sql.function.runtime.Decimals;
import io.millrace.sql.function.runtime.Elements;
import io.millrace.sql.function.runtime.Failures;
import io.millrace.sql.function.runtime.HashCodes;
import io.millrace.sql.function.runtime.Hashes;
import io.millrace.sql.function.runtime.JsonFunctions;
import io.millrace.sql.function.runtime.JsonTexts;
import io.millrace.sql.function.runtime.MapValues;
import io.millrace.sql.function.runtime.NullArrays;
import io.millrace.sql.function.runtime.Numbers;
import io.millrace.sql.function.runtime.RandomIds;
import io.millrace.sql.function.runtime.Regexes;
import io.millrace.sql.function.runtime.RoundingUnit;
import io.millrace.sql.function.runtime.Strings;
import io.millrace.sql.function.runtime.TextPattern;
import io.millrace.sql.function.runtime.Texts;
import io.millrace.sql.function.runtime.Timestamps;
import io.millrace.sql.function.user.MethodCall;
import io.millrace.sql.function.user.UserMethod;
import io.millrace.sql.record.JavaValue;
import io.millrace.sql.record.ValueConversion;
import io.millrace.sql.table.functions.UserDefinedFunction;
import io.millrace.sql.table.functions.UserFunctionException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class of a filter and projections. It has one method for each conjunct of the filter, which narrows the selection, and one for each projection that
 * computes something, which fills a column at the selected positions:
 *
 * <pre>
 *  apply            where0 -> where1 -> column0, column2        (column1 only passes an array on)
 *  column0          no nulls in what it reads? column0Dense : column0Nullable
 *  column0Dense     a loop over all positions, or one over the selected ones
 *  part7            what was too large for one method
 * </pre>
 *
 * The columns are fields, {@code c} with the index of the input, and their nulls {@code n}; loops take them into variables of the same name.
 */
final class CalcSource {

    static final String QUALIFIED_NAME = "io.millrace.sql.generated.GeneratedCalc";

    /** What the source may name. Only what it does name is imported, as the compiler looks for each import. */
    private static final List<Class<?>> NAMEABLE = List.of(
            ColumnBatch.class,
            Calc.class,
            CalcContext.class,
            Addresses.class,
            ArrayValues.class,
            MapValues.class,
            HashCodes.class,
            JsonFunctions.class,
            JsonTexts.class,
            RandomIds.class,
            Bitmaps.class,
            CastException.class,
            Dates.class,
            DateTimeTexts.class,
            Decimals.class,
            Elements.class,
            Failures.class,
            Hashes.class,
            NullArrays.class,
            Numbers.class,
            Regexes.class,
            RoundingUnit.class,
            Strings.class,
            TextPattern.class,
            Texts.class,
            Timestamps.class,
            FunctionSource.class,
            JavaValue.class,
            MethodCall.class,
            UserDefinedFunction.class,
            UserFunctionException.class,
            UserMethod.class,
            ValueConversion.class,
            BigDecimal.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            ZoneId.class,
            Arrays.class,
            List.class,
            Map.class,
            Random.class,
            Set.class);

    private final RelDataType row;
    private final RexBuilder rexBuilder;
    private final ExpressionText text;
    private final MethodSplitter splitter;
    private final List<String> fields = new ArrayList<>();
    private final List<String> initializers = new ArrayList<>();
    private final List<Object> constants = new ArrayList<>();
    private final Map<Object, String> constantFields = new HashMap<>();
    private final Map<FunctionSource, String> functionFields = new LinkedHashMap<>();
    private final Map<Object, String> conversionFields = new HashMap<>();
    private final List<Class<?>> named = new ArrayList<>();
    private final Map<RexNode, String> callFields = new IdentityHashMap<>();
    private final TreeSet<Integer> inputs = new TreeSet<>();
    private final SourceLines methods = new SourceLines();
    private final Map<RexNode, Map<Boolean, String>> parts = new IdentityHashMap<>();
    private boolean readsClock;
    private boolean readsContext;
    private int lastName;

    CalcSource(RelDataType row, RexBuilder rexBuilder, ZoneId zone) {
        this.row = row;
        this.rexBuilder = rexBuilder;
        this.text = new ExpressionText(row);
        this.splitter = new MethodSplitter(rexBuilder);
        fields.add("private final ZoneId zone;");
        initializers.add("this.zone = " + constantExpression(zone, ZoneId.class) + ";");
    }

    RexBuilder rexBuilder() {
        return rexBuilder;
    }

    String fresh(String prefix) {
        return prefix + "_" + lastName++;
    }

    /** Returns the field of a constant. */
    String constant(Object value, Class<?> type) {
        if (!(value instanceof Serializable)) {
            throw new IllegalArgumentException("A constant must be able to travel: " + value.getClass());
        }
        String known = constantFields.get(value);
        if (known == null) {
            known = field(type, constantExpression(value, type));
            constantFields.put(value, known);
        }
        return known;
    }

    private String constantExpression(Object value, Class<?> type) {
        constants.add(value);
        return "(" + JavaTypes.name(type) + ") constants[" + (constants.size() - 1) + "]";
    }

    /** Returns a new field that is set when the expressions are opened. */
    String field(Class<?> type, String initializer) {
        String name = fresh("k");
        fields.add("private final " + JavaTypes.name(type) + " " + name + ";");
        initializers.add(name + " = " + initializer + ";");
        return name;
    }

    /**
     * Returns the field of the object of a program's function: one, though it is called several times.
     *
     * @param isNamed whether it is called by name, and not by a handle
     */
    String function(FunctionSource function, boolean isNamed) {
        String known = functionFields.get(function);
        if (known == null) {
            String type = isNamed ? ClassNames.of(function.type()) : "UserDefinedFunction";
            known = fresh("f");
            fields.add("private final " + type + " " + known + ";");
            initializers.add(known + " = (" + type + ") context.open("
                    + constantExpression(function, FunctionSource.class) + ");");
            functionFields.put(function, known);
            named.add(function.type());
        }
        return known;
    }

    /** Returns the field of what calls a method of a program's function by a handle. */
    String methodCall(FunctionSource function, UserMethod method) {
        String known = conversionFields.get(method);
        if (known == null) {
            known = field(
                    MethodCall.class,
                    "MethodCall.of(" + constantExpression(method, UserMethod.class) + ", " + function(function, false)
                            + ")");
            conversionFields.put(method, known);
        }
        return known;
    }

    /** Returns the field of a conversion between SQL's form of a value and a program's. */
    String conversion(JavaValue value, String direction) {
        return conversionFields.computeIfAbsent(
                List.of(value, direction),
                any -> field(
                        ValueConversion.class,
                        "(" + constantExpression(value, JavaValue.class) + ")." + direction + "()"));
    }

    /** Returns the field of a call: one, though the call is written several times. */
    String fieldOf(RexCall call, Class<?> type, String initializer) {
        String known = callFields.get(call);
        if (known == null) {
            known = field(type, initializer);
            callFields.put(call, known);
        }
        return known;
    }

    /** Returns the code of the time of the batch, in milliseconds. */
    String clock() {
        if (!readsClock) {
            readsClock = true;
            context();
            fields.add("private long now;");
        }
        return "now";
    }

    /** Returns the code of what expressions learn from the world. */
    String context() {
        if (!readsContext) {
            readsContext = true;
            fields.add("private final CalcContext context;");
            initializers.add("this.context = context;");
        }
        return "context";
    }

    /** Returns a number that it has not returned before. */
    int nextNumber() {
        return lastName++;
    }

    String text(RexNode node) {
        return text.of(node);
    }

    /** Returns whether an expression is more than one method. */
    boolean isLarge(RexNode node) {
        return splitter.hasParts(node);
    }

    boolean isPart(RexCall call) {
        return splitter.isPart(call);
    }

    /** Returns an expression that means the same, of which large parts are methods. */
    RexNode split(RexNode node) {
        return splitter.split(node);
    }

    /** Returns the method that computes a part, for one position; whether it gave null is in the field of that name and IsNull. */
    String part(RexCall call, boolean withoutNulls) {
        Map<Boolean, String> variants = parts.computeIfAbsent(call, any -> new TreeMap<>());
        String known = variants.get(withoutNulls);
        if (known != null) {
            return known;
        }
        String name = fresh("part");
        variants.put(withoutNulls, name);
        Body body = new Body(this, withoutNulls);
        Value value = body.whole(call);
        inputs.addAll(body.inputs());
        fields.add("private boolean " + name + "IsNull;");
        comment(call);
        methods.add("private " + JavaTypes.name(JavaTypes.of(call.getType())) + " " + name + "(final int p) {");
        methods.addAll(body.lines());
        methods.add(name + "IsNull = " + value.isNull() + ";");
        methods.add("return " + value.code() + ";");
        methods.add("}");
        methods.add("");
        return name;
    }

    /** Writes the class. */
    CalcFactory write(@Nullable RexNode condition, List<? extends RexNode> projections) {
        SourceLines apply = new SourceLines();
        List<RexNode> conjuncts = RelOptUtil.conjunctions(condition);
        writeFilters(conjuncts, apply);
        writeProjections(projections, apply);

        SourceLines source = new SourceLines();
        source.add("/** " + commentText(describe(conjuncts, projections)) + " */");
        source.add("public final class GeneratedCalc implements Calc {");
        fields.forEach(source::add);
        inputs.forEach(input -> {
            source.add("private " + ColumnLayout.of(typeOf(input)).element() + "[] c" + input + ";");
            if (typeOf(input).isNullable()) {
                source.add("private boolean[] n" + input + ";");
                source.add("private boolean hasNulls" + input + ";");
            }
        });
        source.add("");
        source.add("public GeneratedCalc(Object[] constants, CalcContext context) {");
        initializers.forEach(source::add);
        source.add("}");
        source.add("");
        if (!functionFields.isEmpty()) {
            source.add("public void close() throws Exception {");
            functionFields.values().forEach(function -> source.add(function + ".close();"));
            source.add("}");
            source.add("");
        }
        source.add("public ColumnBatch apply(ColumnBatch in) {");
        writeInputs(source);
        source.addAll(apply);
        source.add("}");
        source.add("");
        source.addAll(methods);
        source.add("}");
        return new CalcFactory(header(source.toString()) + source, constants.toArray(), named);
    }

    private static String header(String source) {
        StringBuilder header = new StringBuilder("package io.millrace.sql.generated;\n\n");
        Set<String> words = new HashSet<>(Arrays.asList(source.split("\\W+")));
        for (Class<?> nameable : NAMEABLE) {
            if (words.contains(nameable.getSimpleName())) {
                header.append("import ").append(nameable.getName()).append(";\n");
            }
        }
        return header.append('\n').toString();
    }

    private String describe(List<RexNode> conjuncts, List<? extends RexNode> projections) {
        StringBuilder description = new StringBuilder("SELECT ");
        for (int index = 0; index < projections.size(); index++) {
            description.append(index == 0 ? "" : ", ").append(text.of(projections.get(index)));
        }
        for (int index = 0; index < conjuncts.size(); index++) {
            description.append(index == 0 ? " WHERE " : " AND ").append(text.of(conjuncts.get(index)));
        }
        return description.toString();
    }

    private void writeInputs(SourceLines source) {
        source.add("int size = in.size;");
        source.add("int[] selection = in.selection;");
        source.add("if (size == 0) { return null; }");
        if (readsClock) {
            source.add("now = context.clockMillis();");
        }
        inputs.forEach(input -> {
            String column = ColumnLayout.of(typeOf(input)).element() + "[]";
            source.add("c" + input + " = (" + column + ") in.columns[" + input + "];");
            if (typeOf(input).isNullable()) {
                source.add("n" + input + " = in.nulls[" + input + "];");
                source.add("hasNulls" + input + " = n" + input + " != null;");
                source.add("if (!hasNulls" + input + ") { n" + input
                        + " = NullArrays.none(Math.max(size, in.timestamps.length)); }");
            }
        });
    }

    private void writeFilters(List<RexNode> conjuncts, SourceLines apply) {
        if (!conjuncts.isEmpty()) {
            apply.add("final int[] kept = new int[size];");
            apply.add("int count;");
        }
        for (RexNode conjunct : conjuncts) {
            String name = fresh("where");
            new LoopWriter(this, methods, name).filter(splitter.split(conjunct));
            apply.add("count = " + name + "(selection, size, kept);");
            apply.add("if (count == 0) { return null; }");
            apply.add("if (count < size) { selection = kept; size = count; }");
        }
    }

    private void writeProjections(List<? extends RexNode> projections, SourceLines apply) {
        int count = projections.size();
        apply.add("final int length = selection == null ? size : selection[size - 1] + 1;");
        apply.add("final Object[] columns = new Object[" + count + "];");
        apply.add("final boolean[][] nulls = new boolean[" + count + "][];");
        for (int index = 0; index < count; index++) {
            RexNode projection = projections.get(index);
            if (projection instanceof RexInputRef input) {
                apply.add("columns[" + index + "] = in.columns[" + input.getIndex() + "];");
                apply.add("nulls[" + index + "] = in.nulls[" + input.getIndex() + "];");
            } else {
                String name = fresh("column");
                new LoopWriter(this, methods, name).projection(splitter.split(projection), index);
                apply.add(name + "(selection, size, length, columns, nulls);");
            }
        }
        apply.add("final ColumnBatch out = in.withColumns(columns, nulls);");
        apply.add("out.selection = selection;");
        apply.add("out.size = size;");
        apply.add("return out;");
    }

    RelDataType typeOf(int input) {
        return row.getFieldList().get(input).getType();
    }

    void reads(TreeSet<Integer> columns) {
        inputs.addAll(columns);
    }

    /** Returns the columns of an expression that may be null. */
    static TreeSet<Integer> nullableInputs(RexNode node) {
        TreeSet<Integer> found = new TreeSet<>();
        node.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitInputRef(RexInputRef input) {
                if (input.getType().isNullable()) {
                    found.add(input.getIndex());
                }
                return null;
            }
        });
        return found;
    }

    void comment(RexNode node) {
        methods.add("/** " + commentText(text.of(node)) + " */");
    }

    /** Keeps texts from ending the comment, and from being read as escapes of Unicode. */
    private static String commentText(String text) {
        return text.replace("*/", "* /").replace("\\", "\\ ").replaceAll("[^ -~]", "?");
    }
}
