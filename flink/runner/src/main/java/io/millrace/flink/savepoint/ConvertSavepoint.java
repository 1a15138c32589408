/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.savepoint;

import java.io.IOException;

/** {@link SavepointConversion} as a program, for a JVM with Flink's classes. What goes wrong is told in one line. */
public final class ConvertSavepoint {
    private ConvertSavepoint() {}

    /** @param arguments where the savepoint of Flink's lies, and where that of Millrace's shall go */
    public static void main(String[] arguments) {
        try {
            SavepointConversion.convert(arguments[0], arguments[1]);
        } catch (IOException | IllegalArgumentException failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }
}
