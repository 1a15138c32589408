/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.savepoint;

import java.io.IOException;

/** {@link SavepointConversion} as a program, for a JVM with Flink's classes. What goes wrong is told in one line. */
public final class ConvertSavepoint {
    /** The exit status where a savepoint is refused: other than that of a JVM in which something is wrong. */
    private static final int REFUSED = 3;

    private ConvertSavepoint() {}

    /** @param arguments where the savepoint of Flink's lies, and where that of Millrace's shall go */
    public static void main(String[] arguments) {
        try {
            SavepointConversion.convert(arguments[0], arguments[1]);
        } catch (IOException | IllegalArgumentException failure) {
            System.err.println(failure.getMessage());
            System.exit(REFUSED);
        }
    }
}
