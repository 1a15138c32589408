/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Runs a main method for as long as the process lives that started this one. Its end of our standard input closes when it
 * dies, however it dies, and so no process of a cluster is left to itself, not even by {@code kill -9}.
 */
final class Leash {
    private static final int LEFT_ALONE = 1;

    private Leash() {}

    /**
     * Runs a main method.
     *
     * @param arguments the main class, and its arguments
     */
    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(() -> awaitEnd(System.in), "leash");
        watch.setDaemon(true);
        watch.start();
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void awaitEnd(InputStream input) {
        try {
            while (input.read() != -1) {
                // Nothing is ever written.
            }
        } catch (IOException alsoTheEnd) {
            // What cannot be read has no other end, either.
        }
        Runtime.getRuntime().halt(LEFT_ALONE);
    }
}
