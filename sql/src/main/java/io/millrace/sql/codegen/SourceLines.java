/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.ArrayList;
import java.util.List;

/** Lines of source, which are indented by their braces when they are put together. */
final class SourceLines {

    private static final String INDENT = "    ";

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    void addAll(SourceLines others) {
        lines.addAll(others.lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int count() {
        return lines.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (String line : lines) {
            if (line.startsWith("}")) {
                depth--;
            }
            text.append(line.isEmpty() ? "" : INDENT.repeat(depth)).append(line).append('\n');
            if (line.endsWith("{")) {
                depth++;
            }
        }
        return text.toString();
    }
}
