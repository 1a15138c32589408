/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.datagen;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.connector.TableOptions;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.type.TypeNames;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;

/** The options of one column: {@code fields.NAME.kind}, and those that this kind takes. */
record FieldOptions(Column column, TableOptions options) {
    private enum Kind {
        RANDOM,
        SEQUENCE
    }

    RelDataType type() {
        return column.type();
    }

    boolean isSequence() {
        return options.choice(key("kind"), Kind.RANDOM) == Kind.SEQUENCE;
    }

    private String key(String name) {
        return "fields." + column.name() + "." + name;
    }

    <T> Optional<T> parsed(String name, String what, Function<String, T> parse) {
        return options.parsed(key(name), what, parse);
    }

    /** @throws SqlException if it is missing */
    <T> T required(String name, String what, Function<String, T> parse) {
        options.requiredText(key(name));
        return parsed(name, what, parse).orElseThrow();
    }

    boolean flag(String name) {
        return options.flag(key(name), false);
    }

    SqlException wrong(String what) {
        return options.wrong(
                "has the column '" + column.name() + "' of type " + TypeNames.summary(type()) + ", " + what);
    }
}
