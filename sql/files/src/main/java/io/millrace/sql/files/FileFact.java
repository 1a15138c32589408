/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.environment.Location;
import java.util.Map;
import java.util.TreeMap;

/** What metadata columns tell of the file that a row stands in; the names are Flink's. */
enum FileFact {
    PATH("file.path") {
        @Override
        String of(String path) {
            return path;
        }
    },

    NAME("file.name") {
        @Override
        String of(String path) {
            return Location.of(path).name();
        }
    };

    private final String key;

    FileFact(String key) {
        this.key = key;
    }

    /** Returns the types of all, by name. */
    static Map<String, FieldType.Kind> kinds() {
        Map<String, FieldType.Kind> kinds = new TreeMap<>();
        for (FileFact fact : values()) {
            kinds.put(fact.key, FieldType.Kind.STRING);
        }
        return kinds;
    }

    /** @throws IllegalArgumentException if nothing is known by this name */
    static FileFact byKey(String key) {
        for (FileFact fact : values()) {
            if (fact.key.equals(key)) {
                return fact;
            }
        }
        throw new IllegalArgumentException(key);
    }

    abstract String of(String path);
}
