/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.HashSet;
import java.util.Set;

/** Turns names of states into names of Avro fields: letters, digits and underscores, each once in a table. */
final class FieldNames {
    private final Set<String> taken = new HashSet<>();

    /** The next name for a state; equal calls in equal order give equal names. */
    String add(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean digit = c >= '0' && c <= '9';
            if (digit && i == 0) {
                text.append('_');
            }
            text.append(letter || digit ? c : '_');
        }
        String wanted = text.toString();
        String unique = wanted;
        for (int i = 2; !taken.add(unique); i++) {
            unique = wanted + "_" + i;
        }
        return unique;
    }
}
