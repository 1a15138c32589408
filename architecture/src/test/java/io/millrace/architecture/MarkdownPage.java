/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path relative to the root of the project
 */
record MarkdownPage(Path path, String text) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

    static MarkdownPage read(String path) {
        try {
            return new MarkdownPage(Path.of(path), Files.readString(ROOT.resolve(path)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All pages: those in the root of the project and those in {@code docs}. */
    static List<MarkdownPage> all() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(file -> pages.add(read(ROOT.relativize(file).toString())));
        }
        return pages;
    }

    /** The contents of the fenced blocks of a language, in order. */
    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(text);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    /** The files that the page links to, relative to the root of the project. */
    List<Path> linkedFiles() {
        Path directory = path.getParent() == null ? Path.of("") : path.getParent();
        List<Path> files = new ArrayList<>();
        Matcher matcher = LINK.matcher(FENCED.matcher(text).replaceAll(""));
        while (matcher.find()) {
            String target = matcher.group(1).replaceFirst("#.*", "");
            if (!target.isEmpty() && !target.contains("://")) {
                files.add(directory.resolve(target).normalize());
            }
        }
        return files;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
