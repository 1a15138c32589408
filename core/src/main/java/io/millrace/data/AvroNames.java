/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Legal Avro names for Java names. */
final class AvroNames {
    private AvroNames() {}

    /** A class name with its nesting as namespaces: {@code a.Outer$Inner} becomes {@code a.Outer.Inner}. */
    static String ofClass(Class<?> type) {
        if (type.isArray()) {
            return ofClass(type.getComponentType()) + "Array";
        }
        List<String> parts = new ArrayList<>();
        for (String part : type.getName().split("[.$]")) {
            if (!part.isEmpty()) {
                parts.add(identifier(part));
            }
        }
        return String.join(".", parts);
    }

    /** The class's name, told apart from the same class with other contents by a fingerprint of {@code signature}. */
    static String ofClass(Class<?> type, String signature) {
        CRC32C checksum = new CRC32C();
        checksum.update(signature.getBytes(StandardCharsets.UTF_8));
        return ofClass(type) + "_" + Long.toHexString(checksum.getValue());
    }

    static String identifier(String name) {
        StringBuilder legal = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            boolean digit = letter >= '0' && letter <= '9';
            if (digit && i == 0) {
                legal.append('_');
            }
            if (digit || letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) {
                legal.append(letter);
            } else {
                legal.append("_u").append(Integer.toHexString(letter));
            }
        }
        return legal.toString();
    }
}
