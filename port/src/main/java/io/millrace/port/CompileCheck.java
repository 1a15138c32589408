/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles programs; what the compiler has against them are places to look at. */
final class CompileCheck {
    private final String classPath;

    CompileCheck(String classPath) {
        this.classPath = classPath;
    }

    /** Compiles files, and throws the classes away. */
    List<Place> compile(List<Path> sources) throws IOException {
        Path classes = Files.createTempDirectory("millrace-port");
        try {
            return compile(sources, classes);
        } finally {
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Compiles files into a directory. */
    List<Place> compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options =
                List.of("-d", classes.toString(), "-classpath", classPath, "-proc:none", "-Xmaxerrs", "10000");
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            compiler.getTask(null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return diagnostics.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .filter(one -> !isAboutImport(one))
                .map(CompileCheck::place)
                .toList();
    }

    /** Imports of Flink that are left were reported when they were read. */
    private static boolean isAboutImport(Diagnostic<?> one) {
        return one.getMessage(Locale.ROOT).startsWith("package " + FlinkClasses.PREFIX);
    }

    private static Place place(Diagnostic<? extends JavaFileObject> one) {
        String file =
                one.getSource() == null ? "" : Path.of(one.getSource().toUri()).toString();
        String message = one.getMessage(Locale.ROOT).replaceAll("\\s*\\R\\s*", "; ");
        return new Place(file, one.getLineNumber(), one.getColumnNumber(), message, Advice.onMessage(message));
    }
}
