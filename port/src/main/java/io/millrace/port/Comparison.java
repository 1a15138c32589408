/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs Flink programs on Flink and, ported, on Millrace, and holds what they print against each other. */
public final class Comparison {
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    private final Path programs;
    private final String flinkClassPath;
    private final String millraceClassPath;
    private final Path work;

    /**
     * What is to be compared.
     *
     * @param programs a directory of Flink programs, each a class with {@code main}
     * @param flinkClassPath what they are compiled and run against on Flink
     * @param millraceClassPath what the ported ones are compiled and run against
     * @param work an empty directory for everything that is made
     */
    public Comparison(Path programs, String flinkClassPath, String millraceClassPath, Path work) {
        this.programs = programs;
        this.flinkClassPath = flinkClassPath;
        this.millraceClassPath = millraceClassPath;
        this.work = work;
    }

    /**
     * What became of a program.
     *
     * @param name its class, without the package
     * @param lines how many lines it has
     * @param changedLines how many lines of it the port wrote anew
     * @param places what the port left to somebody
     * @param onFlink what it printed on Flink, sorted
     * @param onMillrace what it printed on Millrace, sorted
     */
    public record Result(
            String name,
            int lines,
            int changedLines,
            List<Place> places,
            List<String> onFlink,
            List<String> onMillrace) {

        /** Whether it ran, and printed the same lines on both; their order is not compared. */
        public boolean isSame() {
            return places.isEmpty() && !onFlink.isEmpty() && onFlink.equals(onMillrace);
        }
    }

    /** The programs, by name. */
    public List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.walk(programs)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Compiles, ports, compiles again, and runs both.
     *
     * @throws IOException if a file cannot be read or written, or the programs do not compile against Flink
     */
    public List<Result> run() throws IOException, InterruptedException {
        List<Path> sources = programs();
        Path ported = work.resolve("ported");
        Path flinkClasses = Files.createDirectories(work.resolve("flink-classes"));
        Path millraceClasses = Files.createDirectories(work.resolve("millrace-classes"));
        List<Place> broken = new CompileCheck(flinkClassPath).compile(sources, flinkClasses);
        if (!broken.isEmpty()) {
            throw new IOException("The programs do not compile against Flink: " + broken);
        }
        List<Place> places =
                new ArrayList<>(new Port(programs, ported, "").run().places());
        List<Path> compiled = new ArrayList<>();
        for (Path source : sources) {
            Path file = ported.resolve(programs.relativize(source));
            List<Place> errors = new CompileCheck(millraceClassPath).compile(List.of(file), millraceClasses);
            places.addAll(errors);
            if (errors.isEmpty()) {
                compiled.add(source);
            }
        }
        Path onFlink = runAll(compiled, flinkClasses, flinkClassPath, "flink");
        Path onMillrace = runAll(compiled, millraceClasses, millraceClassPath, "millrace");
        List<Result> results = new ArrayList<>();
        for (Path source : sources) {
            results.add(result(source, ported, places, onFlink, onMillrace));
        }
        return results;
    }

    private Result result(Path source, Path ported, List<Place> places, Path onFlink, Path onMillrace)
            throws IOException {
        Path relative = programs.relativize(source);
        List<String> before = Files.readAllLines(source);
        List<String> after = Files.readAllLines(ported.resolve(relative));
        return new Result(
                name(source),
                before.size(),
                (int) after.stream().filter(line -> !before.contains(line)).count(),
                places.stream()
                        .filter(place -> Path.of(place.file()).endsWith(relative))
                        .toList(),
                printed(onFlink, source),
                printed(onMillrace, source));
    }

    private static List<String> printed(Path directory, Path source) throws IOException {
        Path file = directory.resolve(name(source) + ".out");
        return Files.exists(file) ? Files.readAllLines(file).stream().sorted().toList() : List.of();
    }

    /** One JVM for all of them, since it is its start that takes the time. */
    private Path runAll(List<Path> sources, Path classes, String classPath, String name)
            throws IOException, InterruptedException {
        Path out = Files.createDirectories(work.resolve(name + "-output"));
        Path log = work.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classes.toString(), ownClasses(), classPath));
        command.add(ProgramRunner.class.getName());
        command.add(out.toString());
        sources.forEach(source -> command.add(className(source)));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("Running the programs on " + name + " ended with status " + status + ": "
                    + Files.readString(log, StandardCharsets.UTF_8));
        }
        return out;
    }

    private String className(Path source) {
        String path = programs.relativize(source).toString();
        return path.substring(0, path.length() - ".java".length()).replace(File.separatorChar, '.');
    }

    private static String name(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    private static String ownClasses() throws IOException {
        try {
            return Path.of(Comparison.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException malformed) {
            throw new IOException("Cannot tell where the classes of the port are", malformed);
        }
    }
}
