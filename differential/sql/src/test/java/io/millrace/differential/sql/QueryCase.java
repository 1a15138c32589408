/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A query with the tables that it reads.
 *
 * @param shape what kind of query it is
 * @param views statements that come before it
 * @param exact whether there is one changelog that is right; else it is what the changelog adds up to that counts. Where a table sees upserts there never is: of an
 *     update behind a filter, Flink makes a delete and an insert
 */
public record QueryCase(String shape, List<InputTable> tables, List<String> views, String sql, boolean exact) {
    /** The feature of tables whose updates come without what was before. */
    public static final String UPSERTS = "upserts";

    private static final Pattern FRACTIONS = Pattern.compile("\\dE0|\\d\\.\\d|AS (DOUBLE|FLOAT)");

    public QueryCase {
        tables = List.copyOf(tables);
        views = List.copyOf(views);
        exact = exact && !seesUpserts(tables);
    }

    private static boolean seesUpserts(List<InputTable> tables) {
        return tables.stream().anyMatch(table -> table.mode() == InputMode.UPSERT);
    }

    /** Returns the statements that come before the query; the changes of table {@code i} have the id {@code id-i}. */
    public List<String> definitions(String id) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            statements.add(tables.get(i).ddl(id + "-" + i));
        }
        statements.addAll(views);
        return statements;
    }

    /** Returns what it takes to run it: its shape, and {@link #UPSERTS} where a table of it sees upserts. */
    public Set<String> features() {
        return seesUpserts(tables) ? Set.of(shape, UPSERTS) : Set.of(shape);
    }

    /** Returns whether it has constants that are fractions, or numbers become fractions: where these are constants, Flink's planner makes 0.0 of -0.0. */
    public boolean makesFractions() {
        return FRACTIONS.matcher(sql + views).find();
    }

    /** Lets both engines find the changes. */
    public void publish(String id) {
        for (int i = 0; i < tables.size(); i++) {
            Inputs.put(id + "-" + i, tables.get(i).changes());
        }
    }

    public void withdraw(String id) {
        for (int i = 0; i < tables.size(); i++) {
            Inputs.remove(id + "-" + i);
        }
    }

    /** Returns all that it takes to run it elsewhere. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("-- " + shape + "\n");
        for (InputTable table : tables) {
            text.append(table.ddl(table.name())).append(";\n");
            table.changes().forEach(change -> text.append("--   ")
                    .append(change)
                    .append(" of ")
                    .append(change.entity())
                    .append('\n'));
        }
        views.forEach(view -> text.append(view).append(";\n"));
        return text.append(sql).append(";\n").toString();
    }
}
