/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.util.Map;
import java.util.TreeMap;

/** Replacements of pieces of a text, gathered in any order and then made at once. */
final class Edits {
    private record Edit(int end, String replacement) {}

    private final String text;
    private final TreeMap<Integer, Edit> edits = new TreeMap<>();

    Edits(String text) {
        this.text = text;
    }

    void replace(int start, int end, String replacement) {
        edits.put(start, new Edit(end, replacement));
    }

    void delete(int start, int end) {
        replace(start, end, "");
    }

    /** Takes a line away with its end, if nothing else stands on it. */
    void deleteLine(int start, int end) {
        int from = start;
        while (from > 0 && (text.charAt(from - 1) == ' ' || text.charAt(from - 1) == '\t')) {
            from--;
        }
        int to = end;
        if (to < text.length() && text.charAt(to) == '\r') {
            to++;
        }
        if (to < text.length() && text.charAt(to) == '\n') {
            to++;
        }
        boolean wholeLine = from == 0 || text.charAt(from - 1) == '\n';
        delete(wholeLine ? from : start, wholeLine ? to : end);
    }

    int size() {
        return edits.size();
    }

    String apply() {
        StringBuilder result = new StringBuilder(text.length());
        int copied = 0;
        for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
            if (edit.getKey() < copied) {
                continue; // lies within a piece that was replaced as a whole
            }
            result.append(text, copied, edit.getKey()).append(edit.getValue().replacement());
            copied = edit.getValue().end();
        }
        return result.append(text, copied, text.length()).toString();
    }
}
