/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import java.io.PrintStream;

/**
 * Prints each element on a line of standard output, at least once. The line begins with the identifier, if there is one, and
 * the number of the subtask (from 1) where there are several: {@code flights:2> Flight[...]}.
 */
public final class PrintSink<T> implements Sink<T> {
    private final String identifier;
    private final boolean toError;

    public PrintSink() {
        this("");
    }

    public PrintSink(String identifier) {
        this(identifier, false);
    }

    /**
     * @param toError whether to print on standard error instead
     */
    public PrintSink(String identifier, boolean toError) {
        this.identifier = identifier;
        this.toError = toError;
    }

    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        return createWriter(context, toError ? System.err : System.out);
    }

    SinkWriter<T> createWriter(SinkContext context, PrintStream output) {
        String prefix = prefix(context);
        return (element, timestamp) -> output.println(prefix + element);
    }

    private String prefix(SinkContext context) {
        String subtask = context.parallelism() > 1 ? String.valueOf(context.subtaskIndex() + 1) : "";
        String separator = identifier.isEmpty() || subtask.isEmpty() ? "" : ":";
        String prefix = identifier + separator + subtask;
        return prefix.isEmpty() ? "" : prefix + "> ";
    }
}
