/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * What a query may read from, and is itself.
 *
 * @param sql the query
 * @param source what stands behind FROM: a name, or the query in parentheses
 * @param columns of the result, in order
 * @param changing whether it takes rows back
 */
record Relation(String sql, String source, List<Column> columns, boolean changing) {
    Relation {
        columns = List.copyOf(columns);
    }

    static Relation ofTable(String name, List<Column> columns, boolean changing) {
        return new Relation("SELECT * FROM " + name, name, columns, changing);
    }

    static Relation ofQuery(String sql, List<Column> columns, boolean changing) {
        return new Relation(sql, "(" + sql + ")", columns, changing);
    }

    Relation named(String name) {
        return new Relation(sql, name, columns, changing);
    }

    /** Returns the columns, and the fields of rows, as an expression names them. */
    List<Ref> refs(String alias) {
        List<Ref> refs = new ArrayList<>();
        columns.forEach(column -> refs.addAll(column.refs(alias)));
        return refs;
    }

    String from(String alias) {
        return source + " AS " + alias;
    }
}
