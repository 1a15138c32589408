/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import io.millrace.differential.sql.InputMode;
import io.millrace.differential.sql.InputTable;
import java.util.ArrayList;
import java.util.List;

/** Draws one query, and the tables that it turns out to read. */
final class Draw {
    static final String TIME = "ts";
    static final String DISORDER = "INTERVAL '" + Rows.DISORDER.toSeconds() + "' SECOND";

    private static final int MOST_COLUMNS = 5;
    private static final int TYPES_OF_KEYS = 5;

    private final Choices choices;
    private final Choices rows;
    private final List<InputTable> tables = new ArrayList<>();
    private final List<String> views = new ArrayList<>();
    private int aliases;

    /**
     * @param choices about the query
     * @param rows about what the tables have in them
     */
    Draw(Choices choices, Choices rows) {
        this.choices = choices;
        this.rows = rows;
    }

    Choices choices() {
        return choices;
    }

    List<InputTable> tables() {
        return tables;
    }

    List<String> views() {
        return views;
    }

    /** Returns a name that is not used yet. */
    String alias(String prefix) {
        return prefix + ++aliases;
    }

    /** Defines a view, and returns what reads it. */
    Relation view(Relation relation) {
        String name = alias("v");
        views.add("CREATE TEMPORARY VIEW " + name + " AS " + relation.sql());
        return relation.named(name);
    }

    /** A table that sees inserts alone, or all changes, or upserts. */
    Relation table() {
        InputMode mode = choices.pick(InputMode.INSERT, InputMode.ALL, InputMode.ALL);
        boolean hasKey = choices.below(2) == 1;
        return table(columns(hasKey), choices.once(8) && hasKey ? InputMode.UPSERT : mode, hasKey);
    }

    /** A table that sees inserts alone. */
    Relation insertOnlyTable() {
        return table(columns(false), InputMode.INSERT, false);
    }

    /** A table that sees inserts alone, each with a time, of which no two are the same. */
    Relation timedTable() {
        List<Column> columns = columns(false);
        columns.add(new Column(TIME, SqlType.TIMESTAMP_3, false, true));
        return timed(columns, InputMode.INSERT, false);
    }

    /** A table of versions: a primary key {@code id}, and from when on each is the right one. */
    Relation versionedTable() {
        List<Column> columns = columns(true);
        columns.set(0, new Column("id", SqlType.INT, false, true));
        columns.add(new Column(TIME, SqlType.TIMESTAMP_3, false, true));
        return timed(columns, InputMode.ALL, true);
    }

    private List<Column> columns(boolean hasKey) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("c0", hasKey ? SqlType.INT : keyType(), false, true));
        columns.add(choices.span(() -> column(1, keyType())));
        int count = 2 + choices.below(MOST_COLUMNS - 2);
        while (columns.size() < count) {
            columns.add(choices.span(() -> column(columns.size(), choices.pick(SqlType.values()))));
        }
        return columns;
    }

    private SqlType keyType() {
        return SqlType.values()[choices.below(TYPES_OF_KEYS)];
    }

    private Column column(int index, SqlType type) {
        return new Column("c" + index, type, !choices.once(4), choices.below(3) > 0);
    }

    private Relation table(List<Column> columns, InputMode mode, boolean hasKey) {
        return add(columns, mode, hasKey, "", new Rows(rows, columns, mode, hasKey, -1, false));
    }

    private Relation timed(List<Column> columns, InputMode mode, boolean hasKey) {
        String watermark = "WATERMARK FOR " + TIME + " AS " + TIME + " - " + DISORDER;
        int time = columns.size() - 1;
        return add(columns, mode, hasKey, watermark, new Rows(rows, columns, mode, hasKey, time, hasKey));
    }

    private Relation add(List<Column> columns, InputMode mode, boolean hasKey, String watermark, Rows drawn) {
        String name = "t" + (tables.size() + 1);
        tables.add(new InputTable(name, columns, mode, hasKey, watermark, drawn.draw()));
        return Relation.ofTable(name, columns, mode != InputMode.INSERT);
    }
}
