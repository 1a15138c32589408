/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** The full name of a table, a view or a function. */
public record ObjectPath(String catalog, String database, String name) {

    /** Returns a name as it can be written in any statement: {@code `a``b`}. */
    public static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Returns the same name in the same database for another object. */
    public ObjectPath sibling(String otherName) {
        return new ObjectPath(catalog, database, otherName);
    }

    /** Returns the name with every part quoted. */
    public String quoted() {
        return List.of(catalog, database, name).stream().map(ObjectPath::quoted).collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return catalog + "." + database + "." + name;
    }
}
