/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.environment.RowStoreProvider;
import io.millrace.flink.cluster.jar.ClassPath;
import io.millrace.flink.cluster.jar.FatJar;
import io.millrace.runner.Runner;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program that somebody wants to run.
 *
 * @param classPath its own classes and libraries, and behind them those of Millrace
 * @param mainClass whose main method builds the job
 */
record Program(List<Path> classPath, String mainClass) {
    private static final String JAR = ".jar";
    private static final String CLASS_NAME = "(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*\\.)*"
            + "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";

    /** What is on our class path for the command line or for state on local disks, and no program needs on a cluster. */
    private static final List<String> LEFT_OUT = List.of(
            "io/millrace/architecture/",
            "io/millrace/campaign/",
            "io/millrace/cli/",
            "io/millrace/flink/cluster/",
            "io/millrace/port/",
            "io/millrace/rocksdb/",
            "io/millrace/simulation/",
            "io/millrace/sql/",
            "joptsimple/",
            "librocksdbjni",
            "org/apache/commons/math3/",
            "org/openjdk/jmh/",
            "org/rocksdb/",
            "picocli/",
            "simplelogger.properties");

    /** Libraries of ours that SQL alone needs, which does not run on clusters. A program may bring its own. */
    private static final Pattern FOR_SQL = Pattern.compile(
            "(accessors-smart|asm|avatica|calcite|commons-compiler|failureaccess"
                    + "|flink-sql-parser|guava|janino|jline|joou-java|json-path|json-smart|jts-core|listenablefuture)-.*\\.jar");

    /** What runs jobs in the JVM that builds them, which in a cluster is the wrong one; and what is left out. */
    private static final Map<String, Set<String>> HIDDEN_PROVIDERS = Map.of(
            Runner.class.getName(), Set.of("io.millrace.engine.LocalEngine"),
            RowStoreProvider.class.getName(), Set.of("io.millrace.rocksdb.RocksRowStoreProvider"));

    /**
     * Finds a program.
     *
     * @param job a jar, or the name of a main class
     * @param mainClass for a jar that names none, or another one than wanted
     * @param libraries the program's own class path, in addition to the jar
     * @throws IllegalArgumentException if there is no such program, saying where it was looked for
     */
    static Program find(String job, @Nullable String mainClass, @Nullable String libraries) throws IOException {
        List<Path> classPath = new ArrayList<>();
        boolean isJar = job.endsWith(JAR);
        if (isJar) {
            classPath.add(requireJar(job));
        } else if (!job.matches(CLASS_NAME)) {
            throw new IllegalArgumentException("'" + job + "' is neither a jar nor the name of a class");
        } else if (mainClass != null) {
            throw new IllegalArgumentException("There are two main classes: " + job + ", and --main " + mainClass);
        }
        if (libraries != null) {
            classPath.addAll(ClassPath.parse(libraries));
        }
        for (String entry : ClassPathCommand.ofThisJvm().split(File.pathSeparator)) {
            classPath.add(Path.of(entry));
        }
        String main = !isJar ? job : mainClass != null ? mainClass : mainClassOf(classPath.get(0));
        requireClass(main, classPath, job, libraries);
        return new Program(List.copyOf(classPath), main);
    }

    private static Path requireJar(String job) {
        Path jar = Path.of(job).toAbsolutePath().normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("There is no file " + jar);
        }
        return jar;
    }

    private static String mainClassOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String main = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (main == null) {
                throw new IllegalArgumentException(
                        jar + " does not say which class to start: name it with --main CLASS");
            }
            return main;
        }
    }

    private static void requireClass(String name, List<Path> classPath, String job, @Nullable String libraries)
            throws IOException {
        try (URLClassLoader loader = new URLClassLoader(urls(classPath), ClassLoader.getPlatformClassLoader())) {
            if (loader.findResource(name.replace('.', '/') + ".class") == null) {
                String own = libraries == null ? "" : " and in " + libraries;
                throw new IllegalArgumentException("There is no class " + name + " in "
                        + (job.endsWith(JAR) ? job + own + " and in Millrace" : "Millrace" + own)
                        + ": name the program's classes with --classpath PATH");
            }
        }
    }

    private static URL[] urls(List<Path> classPath) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path path : classPath) {
            urls.add(path.toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    /** Returns the class path as the command java takes it. */
    String joinedClassPath() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the program as a cluster takes it. */
    FatJar jar() {
        List<String> ours = List.of(ClassPathCommand.ofThisJvm().split(File.pathSeparator));
        List<Path> travelling = classPath.stream()
                .filter(path -> !ours.contains(path.toString())
                        || !FOR_SQL.matcher(fileName(path)).matches())
                .toList();
        return new FatJar(travelling, LEFT_OUT, HIDDEN_PROVIDERS);
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
