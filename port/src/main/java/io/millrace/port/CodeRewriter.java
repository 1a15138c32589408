/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes through the code of a file and gathers what has to change in it. */
final class CodeRewriter extends TreeScanner<@Nullable Void, @Nullable Void> {

    /** Takes note of what somebody has to look at. */
    interface Reporter {
        void report(int position, String what, String advice);
    }

    private static final Map<String, String> RENAMED_CALLS =
            Map.of("fromElements", "fromData", "fromCollection", "fromData");

    private final ImportMap imports;
    private final FlinkNames names;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Edits edits;
    private final Reporter reporter;
    private final TypeHints hints;
    private final Set<String> usedNames = new LinkedHashSet<>();
    private final Map<String, Set<Long>> lines = new LinkedHashMap<>();

    CodeRewriter(
            ImportMap imports,
            FlinkNames names,
            CompilationUnitTree unit,
            SourcePositions positions,
            Edits edits,
            Reporter reporter) {
        this.imports = imports;
        this.names = names;
        this.unit = unit;
        this.positions = positions;
        this.edits = edits;
        this.reporter = reporter;
        this.hints = new TypeHints(names::resolve);
    }

    /** The names in the code that stays. */
    Set<String> usedNames() {
        return usedNames;
    }

    /** The lines that name something, as far as they stay. */
    Set<Long> linesOf(String name) {
        return lines.getOrDefault(name, Set.of());
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
        if (!names.any() || !(call.getMethodSelect() instanceof MemberSelectTree select)) {
            return super.visitMethodInvocation(call, nothing);
        }
        String method = select.getIdentifier().toString();
        if (method.equals("returns") && call.getArguments().size() == 1) {
            edits.delete(end(select.getExpression()), end(call));
            return scan(select.getExpression(), nothing);
        }
        String renamed = RENAMED_CALLS.get(method);
        if (renamed != null) {
            edits.replace(end(select) - method.length(), end(select), renamed);
        }
        scan(call.getTypeArguments(), nothing);
        scan(select, nothing);
        return scan(withoutSettings(select, withoutHints(call.getArguments(), false)), nothing);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree created, @Nullable Void nothing) {
        if (!names.any()) {
            return super.visitNewClass(created, nothing);
        }
        scan(created.getEnclosingExpression(), nothing);
        scan(created.getIdentifier(), nothing);
        scan(created.getTypeArguments(), nothing);
        scan(withoutHints(created.getArguments(), isStateDescriptor(created.getIdentifier())), nothing);
        return scan(created.getClassBody(), nothing);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree identifier, @Nullable Void nothing) {
        String name = identifier.getName().toString();
        usedNames.add(name);
        lines.computeIfAbsent(name, unused -> new TreeSet<>())
                .add(unit.getLineMap().getLineNumber(start(identifier)));
        String flinkClass = names.resolve(name);
        String image = ImportMap.isRenamed(flinkClass) ? imports.find(flinkClass) : null;
        if (image != null) {
            edits.replace(start(identifier), end(identifier), ImportMap.simpleName(image));
        }
        return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
        String name = select.toString();
        if (!name.startsWith(FlinkClasses.PREFIX)) {
            return super.visitMemberSelect(select, nothing);
        }
        String top = FlinkNames.topLevel(name);
        if (top == null || !top.equals(name)) {
            return super.visitMemberSelect(select, nothing);
        }
        String image = imports.find(top);
        if (image == null) {
            reporter.report(start(select), top, ImportMap.advice(top));
        } else {
            edits.replace(start(select), end(select), image);
        }
        return null;
    }

    private boolean isStateDescriptor(Tree type) {
        Tree raw = type instanceof ParameterizedTypeTree parameterized ? parameterized.getType() : type;
        return raw.toString().endsWith("StateDescriptor");
    }

    /** Takes hints of types out of arguments, or makes classes of them; returns the arguments that stay. */
    private List<ExpressionTree> withoutHints(List<? extends ExpressionTree> arguments, boolean classesWanted) {
        List<ExpressionTree> staying = new ArrayList<>();
        List<ExpressionTree> found = new ArrayList<>();
        for (ExpressionTree argument : arguments) {
            (hints.isHint(argument) ? found : staying).add(argument);
        }
        if (classesWanted && found.stream().allMatch(hint -> hints.classLiteral(hint) != null)) {
            found.forEach(hint -> edits.replace(start(hint), end(hint), String.valueOf(hints.classLiteral(hint))));
            found.forEach(hint ->
                    usedNames.add(String.valueOf(hints.classLiteral(hint)).replace(".class", "")));
        } else {
            found.forEach(hint -> drop(arguments, arguments.indexOf(hint)));
        }
        return staying;
    }

    /**
     * Takes away last arguments that have nothing to set: a trigger on deltas remembers a record, but the codec for it is
     * derived; and checkpoints are exactly-once.
     */
    private List<ExpressionTree> withoutSettings(MemberSelectTree select, List<ExpressionTree> arguments) {
        int last = arguments.size() - 1;
        boolean serializer = select.toString().equals("DeltaTrigger.of") && last == 2;
        boolean mode = select.getIdentifier().contentEquals("enableCheckpointing")
                && last == 1
                && arguments.get(last).toString().startsWith("CheckpointingMode.");
        if (!serializer && !mode) {
            return arguments;
        }
        edits.delete(end(arguments.get(last - 1)), end(arguments.get(last)));
        return arguments.subList(0, last);
    }

    private void drop(List<? extends ExpressionTree> arguments, int index) {
        ExpressionTree argument = arguments.get(index);
        if (index > 0) {
            edits.delete(end(arguments.get(index - 1)), end(argument));
        } else if (arguments.size() > 1) {
            edits.delete(start(argument), start(arguments.get(1)));
        } else {
            edits.delete(start(argument), end(argument));
        }
    }

    private int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    private int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }
}
