/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.Console;

/**
 * What standard output leads to.
 *
 * @param isInteractive whether a person looks at it who can see it redrawn
 * @param hasColours whether it may be coloured
 */
record Terminal(boolean isInteractive, boolean hasColours) {
    /**
     * Asks the launcher, which knows ({@code MILLRACE_TTY} is 1 or 0), or else the JVM, which knows a console only where
     * standard input is a terminal, too. Honours {@code NO_COLOR} and {@code TERM=dumb}.
     */
    static Terminal ofStandardOutput() {
        String told = System.getenv("MILLRACE_TTY");
        boolean interactive = told == null ? hasConsole() : told.equals("1");
        String noColour = System.getenv("NO_COLOR");
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return new Terminal(interactive && !dumb, interactive && !dumb && (noColour == null || noColour.isEmpty()));
    }

    /** Whether a person at a terminal types what standard input gives, and sees what standard output is given. */
    static boolean isTypedAt() {
        Console console = System.console();
        if (console == null || "0".equals(System.getenv("MILLRACE_TTY"))) {
            return false;
        }
        if (Runtime.version().feature() < 22) {
            return true;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException unexpected) {
            return false;
        }
    }

    /** From Java 22 on there is a console even where there is no terminal. */
    private static boolean hasConsole() {
        return Runtime.version().feature() < 22 && System.console() != null;
    }
}
