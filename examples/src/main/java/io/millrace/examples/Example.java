/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples;

import io.millrace.stream.StreamExecutionEnvironment;
import java.util.List;

/** A small program with data of its own, started by one command, {@code ./millrace example NAME}. */
public interface Example {
    /** Returns the name it is started by. */
    String name();

    /** Returns what it shows, in one sentence. */
    String description();

    /** Returns what comes in, what is printed, and what is worth looking at; in lines that each end. */
    String explanation();

    /** Returns what may be typed after the name, as in {@code [FILE]}; empty for nothing. */
    default String parameters() {
        return "";
    }

    /**
     * Builds the program, which prints what it finds.
     *
     * @param arguments what was typed after the name
     * @throws IllegalArgumentException if the example does not understand them, with what is wrong
     */
    void build(StreamExecutionEnvironment environment, List<String> arguments) throws Exception;
}
