/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LineMap;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Rewrites one source file of a Flink program. Only the pieces that differ are touched: formatting and comments stay.
 * Names are understood by the file's imports, so neither Flink nor the program's libraries have to be there.
 */
public final class ProgramRewriter {
    private final ImportMap imports = new ImportMap();

    /**
     * Rewrites a file.
     *
     * @param file its name, for places
     * @param text what stands in it
     * @throws IllegalStateException if this JVM has no compiler (a JDK is needed)
     */
    public Rewritten rewrite(String file, String text) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "Programs are read by the compiler of a JDK, and this is none: " + System.getProperty("java.home"));
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavacTask task = (JavacTask)
                compiler.getTask(null, null, diagnostics, List.of("-proc:none"), null, List.of(new Source(text)));
        CompilationUnitTree unit = task.parse().iterator().next();
        List<Place> unreadable = diagnostics.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> new Place(
                        file, one.getLineNumber(), one.getColumnNumber(), one.getMessage(null), "left as it was"))
                .toList();
        if (!unreadable.isEmpty()) {
            return new Rewritten(text, 0, unreadable);
        }
        return new OneFile(file, text, unit, Trees.instance(task).getSourcePositions()).rewrite();
    }

    /** The work on one file. */
    private final class OneFile {
        private final String file;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Edits edits;
        private final List<Place> places = new ArrayList<>();
        private final FlinkNames names;

        OneFile(String file, String text, CompilationUnitTree unit, SourcePositions positions) {
            this.file = file;
            this.unit = unit;
            this.positions = positions;
            this.edits = new Edits(text);
            this.names = new FlinkNames(imports, unit.getImports());
        }

        Rewritten rewrite() {
            CodeRewriter code = new CodeRewriter(imports, names, unit, positions, edits, this::report);
            code.scan(unit.getTypeDecls(), null);
            Set<String> written = new LinkedHashSet<>();
            for (ImportTree one : unit.getImports()) {
                rewriteImport(one, code, written);
            }
            return new Rewritten(edits.apply(), edits.size(), List.copyOf(places));
        }

        private void rewriteImport(ImportTree one, CodeRewriter code, Set<String> written) {
            Set<String> used = code.usedNames();
            String name = one.getQualifiedIdentifier().toString();
            if (!name.startsWith(FlinkClasses.PREFIX)) {
                return;
            }
            String top = FlinkNames.topLevel(name);
            if (top == null) {
                replacePackage(one, name.substring(0, name.length() - 2), used, written);
                return;
            }
            String image = imports.find(top);
            int start = start(one.getQualifiedIdentifier());
            if (image != null) {
                edits.replace(start, end(one.getQualifiedIdentifier()), image + name.substring(top.length()));
            } else if (name.endsWith("*") || used.contains(ImportMap.simpleName(name))) {
                report(start, top + used(code.linesOf(ImportMap.simpleName(name))), ImportMap.advice(top));
            } else {
                edits.deleteLine(start(one), end(one));
            }
        }

        private static String used(Set<Long> lines) {
            String list = lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return lines.isEmpty() ? "" : " (line " + list + ")";
        }

        /** An import of a package becomes one of each class that is used, since those lie in several packages here. */
        private void replacePackage(ImportTree one, String packageName, Set<String> used, Set<String> written) {
            List<String> lines = new ArrayList<>();
            for (String flinkClass : names.namedOf(packageName, used)) {
                String image = imports.find(flinkClass);
                if (image == null) {
                    report(start(one), flinkClass, ImportMap.advice(flinkClass));
                } else if (written.add(image)) {
                    lines.add("import " + image + ";");
                }
            }
            if (lines.isEmpty()) {
                edits.deleteLine(start(one), end(one));
            } else {
                edits.replace(start(one), end(one), String.join("\n", lines));
            }
        }

        private void report(int position, String what, String advice) {
            LineMap lines = unit.getLineMap();
            places.add(new Place(file, lines.getLineNumber(position), lines.getColumnNumber(position), what, advice));
        }

        private int start(com.sun.source.tree.Tree tree) {
            return (int) positions.getStartPosition(unit, tree);
        }

        private int end(com.sun.source.tree.Tree tree) {
            return (int) positions.getEndPosition(unit, tree);
        }
    }

    /** A source file in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Program.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
