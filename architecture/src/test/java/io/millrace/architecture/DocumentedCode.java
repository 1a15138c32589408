/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles and runs code that stands in the documentation.
 *
 * @param classes where class files go
 */
record DocumentedCode(Path classes) {
    private static final List<String> IMPORTED = List.of(
            "io.millrace.accumulator",
            "io.millrace.async",
            "io.millrace.connector",
            "io.millrace.connector.basic",
            "io.millrace.connector.files",
            "io.millrace.connector.socket",
            "io.millrace.data",
            "io.millrace.environment",
            "io.millrace.format.csv",
            "io.millrace.format.json",
            "io.millrace.function",
            "io.millrace.graph",
            "io.millrace.graph.JobConfiguration",
            "io.millrace.metric",
            "io.millrace.process",
            "io.millrace.runner",
            "io.millrace.savepoint",
            "io.millrace.savepoint.processor",
            "io.millrace.simulation",
            "io.millrace.sql.connector",
            "io.millrace.sql.row",
            "io.millrace.sql.table",
            "io.millrace.sql.table.functions",
            "io.millrace.state",
            "io.millrace.stream",
            "io.millrace.task",
            "io.millrace.time",
            "io.millrace.tuple",
            "io.millrace.window",
            "java.math",
            "java.nio.charset",
            "java.nio.file",
            "java.time",
            "java.util",
            "java.util.concurrent");

    /** Compiles a class as Maven does; returns what the compiler has against it. */
    List<String> compile(String className, String source) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-g", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path", ""), "-proc:none");
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, options, null, List.of(new Source(className, source)))
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .toList();
    }

    /** Compiles blocks of statements, one after the other, with everything imported that they may name. */
    List<String> compileAsMethod(List<String> blocks) {
        List<String> lines = new ArrayList<>();
        IMPORTED.forEach(name -> lines.add("import " + name + ".*;"));
        lines.add("class Page {");
        lines.add("static void page() throws Exception {");
        lines.addAll(blocks);
        lines.add("}}");
        return compile("Page", String.join("\n", lines));
    }

    /** Runs a class that was compiled; returns what it printed. */
    String run(String className) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()});
                PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Thread.currentThread().setContextClassLoader(loader);
            Method main = loader.loadClass(className).getMethod("main", String[].class);
            main.invoke(null, (Object) new String[0]);
        } finally {
            Thread.currentThread().setContextClassLoader(ofThread);
            System.setOut(standard);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** A source file in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String source;

        Source(String className, String source) {
            super(URI.create("string:///" + className + Kind.SOURCE.extension), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
