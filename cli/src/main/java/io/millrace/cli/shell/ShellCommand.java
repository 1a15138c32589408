/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the shell does itself, so that it is no SQL.
 *
 * @param argument what follows, or empty
 */
record ShellCommand(Kind kind, String argument) {
    private static final Pattern STOP_JOB = Pattern.compile("(?i)STOP\\s+JOB\\s+'((?:[^']|'')*)'");

    enum Kind {
        HELP,
        CLEAR,
        QUIT,
        SHOW_JOBS,
        STOP_JOB
    }

    /** Returns the command that a statement is, if it is one. */
    static Optional<ShellCommand> of(String statement) {
        Matcher stop = STOP_JOB.matcher(statement.strip());
        if (stop.matches()) {
            return Optional.of(new ShellCommand(Kind.STOP_JOB, stop.group(1).replace("''", "'")));
        }
        String words = statement.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        return switch (words) {
            case "HELP" -> simple(Kind.HELP);
            case "CLEAR" -> simple(Kind.CLEAR);
            case "QUIT", "EXIT" -> simple(Kind.QUIT);
            case "SHOW JOBS" -> simple(Kind.SHOW_JOBS);
            default -> Optional.empty();
        };
    }

    /** Whether a line means a command though it has no semicolon: nobody who types just "quit" wants to go on. */
    static boolean isLoneWord(String line) {
        return List.of("HELP", "CLEAR", "QUIT", "EXIT").contains(line.strip().toUpperCase(Locale.ROOT));
    }

    private static Optional<ShellCommand> simple(Kind kind) {
        return Optional.of(new ShellCommand(kind, ""));
    }
}
