/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.InputFile;
import io.millrace.environment.Location;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What metadata columns tell of the file that a row stands in; the names are Flink's. */
enum FileFact {
    PATH("file.path", FieldType.Kind.STRING) {
        @Override
        Object of(InputFile file, FieldType type) {
            return file.path();
        }
    },

    NAME("file.name", FieldType.Kind.STRING) {
        @Override
        Object of(InputFile file, FieldType type) {
            return Location.of(file.path()).name();
        }
    },

    SIZE("file.size", FieldType.Kind.BIGINT) {
        @Override
        Object of(InputFile file, FieldType type) throws IOException {
            return file.size();
        }
    },

    MODIFICATION_TIME("file.modification-time", FieldType.Kind.TIMESTAMP_LTZ) {
        @Override
        Object of(InputFile file, FieldType type) throws IOException {
            return FieldTexts.timestamp(Instant.ofEpochMilli(file.modificationMillis()), type);
        }
    };

    private final String key;
    private final FieldType.Kind kind;

    FileFact(String key, FieldType.Kind kind) {
        this.key = key;
        this.kind = kind;
    }

    /** Returns the types of all, by name. */
    static Map<String, FieldType.Kind> kinds() {
        Map<String, FieldType.Kind> kinds = new TreeMap<>();
        for (FileFact fact : values()) {
            kinds.put(fact.key, fact.kind);
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

    /**
     * Returns its value, in the form in which it lies in a column, boxed.
     *
     * @param type of the column
     */
    abstract Object of(InputFile file, FieldType type) throws IOException;
}
