/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What CREATE DATABASE says. */
public record DatabaseDefinition(Map<String, String> options, Optional<String> comment) {

    /** A database of which nothing is known. */
    public static final DatabaseDefinition EMPTY = new DatabaseDefinition(Map.of(), Optional.empty());

    /** Copies the options. */
    public DatabaseDefinition {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
