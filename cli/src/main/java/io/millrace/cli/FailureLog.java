/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

/** Stack traces of jobs that fail: the log has none of them, as commands say themselves what failed, unless they are asked for. */
final class FailureLog {
    private static final String LEVEL = "org.slf4j.simpleLogger.log.io.millrace.engine.failure";
    private static final String SHOWN = "warn";

    /** What a Java process takes to log them. */
    static final String ARGUMENT = "-D" + LEVEL + "=" + SHOWN;

    private FailureLog() {}

    /** Has them logged in this process; to be called before the first job is made. A level that the user has set stays. */
    static void show() {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, SHOWN);
        }
    }
}
