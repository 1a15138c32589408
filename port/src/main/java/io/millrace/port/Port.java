/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rewrites a Flink program, which is a file or a tree of files, into a directory of its own, and compiles the result. */
public final class Port {
    private static final Pattern SYMBOL = Pattern.compile("symbol: +(?:class|variable) (\\w+)");

    private final Path sources;
    private final Path target;
    private final String classPath;

    /**
     * A program to rewrite.
     *
     * @param sources a Java file, or a directory; it is only read
     * @param target a directory, made if it is missing
     * @param classPath what the result is compiled against; empty in order not to compile it
     */
    public Port(Path sources, Path target, String classPath) {
        this.sources = sources;
        this.target = target;
        this.classPath = classPath;
    }

    /**
     * What was done.
     *
     * @param files how many files were read and written
     * @param rewritten how many of them differ from what they were
     * @param changes how many pieces of text were replaced
     * @param places what somebody has to look at
     */
    public record Report(int files, int rewritten, int changes, List<Place> places) {
        /** One line that says it all. */
        public String summary() {
            return files + (files == 1 ? " file, " : " files, ") + rewritten + " rewritten, " + places.size()
                    + (places.size() == 1 ? " place to look at" : " places to look at");
        }
    }

    /**
     * Refuses a target that holds something, or that lies within the sources.
     *
     * @param force whether files of the same names may be replaced
     * @throws IllegalArgumentException with what is wrong
     */
    public void check(boolean force) throws IOException {
        if (!Files.exists(sources)) {
            throw new IllegalArgumentException("There is no " + sources);
        }
        if (absolute(target).startsWith(absolute(sources))) {
            throw new IllegalArgumentException(target + " lies within " + sources + ": name another directory");
        }
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new NotDirectoryException(target.toString());
        }
        if (!force && Files.isDirectory(target)) {
            try (Stream<Path> entries = Files.list(target)) {
                if (entries.findAny().isPresent()) {
                    throw new IllegalArgumentException(
                            target + " is not empty: name another directory, or allow with --force to replace files");
                }
            }
        }
    }

    /**
     * Rewrites every Java file.
     *
     * @throws IOException if a file cannot be read or written; those before it are written
     */
    public Report run() throws IOException {
        ProgramRewriter rewriter = new ProgramRewriter();
        List<Place> places = new ArrayList<>();
        List<Path> written = new ArrayList<>();
        int rewritten = 0;
        int changes = 0;
        for (Path source : javaFiles()) {
            String text = Files.readString(source, StandardCharsets.UTF_8);
            Rewritten result = rewriter.rewrite(source.toString(), text);
            Path out = target.resolve(relative(source));
            Files.createDirectories(out.toAbsolutePath().getParent());
            Files.writeString(out, result.text(), StandardCharsets.UTF_8);
            written.add(out);
            places.addAll(result.places());
            rewritten += result.changes() > 0 ? 1 : 0;
            changes += result.changes();
        }
        if (!classPath.isEmpty() && !written.isEmpty()) {
            Set<String> known = places.stream()
                    .map(place -> ImportMap.simpleName(place.what().replaceFirst(" \\(line .*", "")))
                    .collect(Collectors.toSet());
            places.addAll(news(new CompileCheck(classPath).compile(written), known));
        }
        return new Report(written.size(), rewritten, changes, List.copyOf(places));
    }

    /**
     * What the compiler says that was not known yet, from top to bottom. Where a library is missing, it says so of each
     * class of it, too.
     */
    private static List<Place> news(List<Place> compiled, Set<String> known) {
        Set<String> withoutLibrary = compiled.stream()
                .filter(place -> place.what().startsWith("package "))
                .map(Place::file)
                .collect(Collectors.toSet());
        return compiled.stream()
                .filter(place -> !isAbout(known, place))
                .filter(place -> !withoutLibrary.contains(place.file())
                        || !SYMBOL.matcher(place.what()).find())
                .sorted(Comparator.comparing(Place::file).thenComparing(Place::line))
                .toList();
    }

    /** A class that is not here was reported where it is imported; each use of it says nothing new. */
    private static boolean isAbout(Set<String> known, Place place) {
        Matcher symbol = SYMBOL.matcher(place.what());
        return symbol.find() && known.contains(symbol.group(1));
    }

    private List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private Path relative(Path source) {
        Path relative = sources.relativize(source);
        return relative.toString().isEmpty() ? sources.getFileName() : relative;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
