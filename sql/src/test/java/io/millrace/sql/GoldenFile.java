/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A text file of cases that share a session. Each case is a line with its kind, its SQL, a line {@code ----}, and what is expected, up to an
 * empty line. Lines before the first kind, or after an empty line, that begin with {@code #} are comments, which stay with the case below.
 */
public final class GoldenFile {

    private static final String SEPARATOR = "----";

    private final Path path;
    private final List<Case> cases;

    private GoldenFile(Path path, List<Case> cases) {
        this.path = path;
        this.cases = cases;
    }

    /**
     * @param comment the lines above, as they stand there
     * @param kind what is compared: a plan, an error, a result, or nothing
     * @param line where the kind stands in the file
     */
    public record Case(String comment, String kind, String sql, String expected, int line) {
        public Case expecting(String actual) {
            return new Case(comment, kind, sql, actual, line);
        }

        private String print() {
            String head = comment + kind + "\n" + sql + "\n";
            return kind.equals("ok") ? head : head + SEPARATOR + "\n" + expected + "\n";
        }
    }

    public static GoldenFile read(Path path) {
        try {
            return new GoldenFile(path, new Reader(Files.readAllLines(path)).cases());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Case> cases() {
        return cases;
    }

    public void write(List<Case> updated) {
        List<String> texts = updated.stream().map(Case::print).toList();
        try {
            Files.writeString(path, String.join("\n", texts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts the lines of a file into cases. */
    private static final class Reader {
        private final List<String> lines;
        private int next;

        Reader(List<String> lines) {
            this.lines = lines;
        }

        List<Case> cases() {
            List<Case> cases = new ArrayList<>();
            skipEmpty();
            while (next < lines.size()) {
                StringBuilder comment = new StringBuilder();
                while (next < lines.size()
                        && (lines.get(next).startsWith("#") || lines.get(next).isEmpty())) {
                    comment.append(lines.get(next++)).append('\n');
                }
                int line = next + 1;
                String kind = lines.get(next++);
                String sql = until(true);
                String expected = kind.equals("ok") ? "" : until(false);
                cases.add(new Case(comment.toString(), kind, sql, expected, line));
                skipEmpty();
            }
            return cases;
        }

        private String until(boolean separator) {
            List<String> text = new ArrayList<>();
            while (next < lines.size() && !lines.get(next).isEmpty()) {
                String line = lines.get(next++);
                if (separator && line.equals(SEPARATOR)) {
                    break;
                }
                text.add(line);
            }
            return String.join("\n", text);
        }

        private void skipEmpty() {
            while (next < lines.size() && lines.get(next).isEmpty()) {
                next++;
            }
        }
    }
}
