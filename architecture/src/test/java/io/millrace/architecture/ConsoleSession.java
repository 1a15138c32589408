/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the commands of a documentation's console blocks by a shell, in a directory where {@code ./millrace} and the
 * examples are.
 *
 * @param directory empty at the beginning
 */
record ConsoleSession(Path directory) {
    static ConsoleSession in(Path directory) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path launcher = Files.writeString(
                directory.resolve("millrace"),
                "#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -cp '" + classPath
                        + "' io.millrace.cli.Millrace \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(directory.resolve("examples"), MarkdownPage.ROOT.resolve("examples"));
        return new ConsoleSession(directory);
    }

    /** Runs the commands of a block, those lines that begin with {@code $}; returns the block as it really came out. */
    String run(String block) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String line : block.split("\n", -1)) {
            if (line.startsWith("$ ")) {
                lines.add(line);
                lines.addAll(outputOf(line.substring(2)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private List<String> outputOf(String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        shell.environment().merge("PATH", java, (path, first) -> first + ":" + path);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().filter(line -> !line.startsWith("SLF4J")).toList();
    }

    /** A block as a pattern: {@code ...} stands for anything within a line. */
    static Pattern patternOf(String block) {
        return Pattern.compile(
                Arrays.stream(block.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining("[^\n]*")));
    }

    /** Changes a text as a diff says: each hunk, which {@code @@} ends, is found by its lines before the change. */
    static String patch(String text, String diff) {
        String patched = text;
        for (String hunk : diff.split("(?m)^@@\n")) {
            String before = side(hunk, '-');
            if (!patched.contains(before)) {
                throw new IllegalArgumentException("Not in the program:\n" + before);
            }
            patched = patched.replace(before, side(hunk, '+'));
        }
        return patched;
    }

    private static String side(String hunk, char mark) {
        return hunk.lines()
                .filter(line -> line.isEmpty() || line.charAt(0) == ' ' || line.charAt(0) == mark)
                .map(line -> line.isEmpty() ? line : line.substring(1))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
