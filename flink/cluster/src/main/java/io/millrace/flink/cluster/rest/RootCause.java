/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds, in a printed stack trace, the one line that a person wants to read. */
public final class RootCause {
    private static final String CAUSED_BY = "Caused by: ";
    private static final Pattern MARKERS =
            Pattern.compile("<Exception on server side:|End of exception on server side>");
    private static final String SHIPPED = "org.apache.flink.util.SerializedThrowable: ";

    private RootCause() {}

    /** Returns the last cause in a stack trace: the simple name of its class and its message, lines joined. */
    public static String of(String stackTrace) {
        List<String> cause = new ArrayList<>();
        boolean reading = true;
        String trace = MARKERS.matcher(stackTrace).replaceAll("");
        for (String line : trace.strip().lines().toList()) {
            if (line.startsWith(CAUSED_BY)) {
                cause.clear();
                reading = true;
            }
            reading &= !isFrame(line);
            if (reading) {
                cause.add(line.strip());
            }
        }
        String text = String.join(" ", cause);
        return readable(text.startsWith(CAUSED_BY) ? text.substring(CAUSED_BY.length()) : text);
    }

    private static boolean isFrame(String line) {
        return line.startsWith("\tat ") || line.startsWith("\t... ") || line.startsWith("\tSuppressed: ");
    }

    /** Takes the package off the class in front of a message. */
    private static String readable(String cause) {
        String own = cause.startsWith(SHIPPED) ? cause.substring(SHIPPED.length()) : cause;
        return own.replaceFirst("^(?:[a-z_][\\w]*\\.)+(?=[A-Z])", "");
    }
}
