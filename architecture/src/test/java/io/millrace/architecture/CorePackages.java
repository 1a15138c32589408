/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import java.util.List;

/** The packages of core, lowest first: each may know those before it, never those after it. */
final class CorePackages {

    static final List<String> LOWEST_FIRST = List.of(
            "environment",
            "tuple",
            "data",
            "function",
            "state",
            "time",
            "metric",
            "accumulator",
            "process",
            "async",
            "window",
            "connector",
            "snapshot",
            "store",
            "spill",
            "operator",
            "graph",
            "task",
            "runner",
            "stream");

    private CorePackages() {}

    /** The pattern that matches the package at {@code index} and all below it in the source tree. */
    static String pattern(int index) {
        return "io.millrace." + LOWEST_FIRST.get(index) + "..";
    }

    /** The patterns of all packages of core. */
    static String[] patterns() {
        return patternsFrom(0);
    }

    /** The patterns of the package at {@code index} and of those above it. */
    static String[] patternsFrom(int index) {
        return LOWEST_FIRST.subList(index, LOWEST_FIRST.size()).stream()
                .map(name -> "io.millrace." + name + "..")
                .toArray(String[]::new);
    }
}
