/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.plan.PlanText;
import io.millrace.sql.plan.Statement;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A query: validated, and not run yet. It belongs to its environment. As part of a text ({@code "SELECT * FROM " + table}) it
 * becomes the name of a view.
 */
public final class Table {
    private final StreamTableEnvironment environment;
    private final String text;
    private final String catalog;
    private final String database;
    private final Statement.Query query;
    private @Nullable String name;

    /** @param catalog in which its names are looked up, with {@code database} */
    Table(StreamTableEnvironment environment, String text, String catalog, String database, Statement.Query query) {
        this.environment = environment;
        this.text = text;
        this.catalog = catalog;
        this.database = database;
        this.query = query;
    }

    public ResolvedSchema getResolvedSchema() {
        return ResolvedSchema.of(query.plan().getRowType(), query.fieldNames());
    }

    /** Starts the query. Its rows are to be had from the result. */
    public TableResult execute() {
        return environment
                .statements()
                .placed(SqlText.of(text), () -> environment.statements().run(query));
    }

    /**
     * Returns what writes the rows to a table.
     *
     * @throws SqlException if there is no such table, or its columns are others
     */
    public TablePipeline insertInto(String tablePath) {
        return insertInto(tablePath, false);
    }

    /**
     * Returns what writes the rows to a table.
     *
     * @param overwrite whether they replace those that are there, as {@code INSERT OVERWRITE} does: in batch mode alone
     * @throws SqlException if there is no such table, or its columns are others
     */
    public TablePipeline insertInto(String tablePath, boolean overwrite) {
        return new TablePipeline(environment, environment.insertion(tablePath, this, overwrite));
    }

    /** Starts to write the rows to a table. */
    public TableResult executeInsert(String tablePath) {
        return insertInto(tablePath).execute();
    }

    /**
     * Starts to write the rows to a table.
     *
     * @param overwrite whether they replace those that are there, as {@code INSERT OVERWRITE} does: in batch mode alone
     */
    public TableResult executeInsert(String tablePath, boolean overwrite) {
        return insertInto(tablePath, overwrite).execute();
    }

    /** Returns the plan, for people to read. */
    public String explain() {
        return PlanText.of(query);
    }

    /** Makes sure that there is a view of it, and returns its name, quoted. */
    @Override
    public String toString() {
        String known = name;
        if (known == null) {
            known = environment.view(this);
            name = known;
        }
        return known;
    }

    StreamTableEnvironment environment() {
        return environment;
    }

    Statement.Query query() {
        return query;
    }

    RelDataType rowType() {
        return query.plan().getRowType();
    }

    String text() {
        return text;
    }

    String catalog() {
        return catalog;
    }

    String database() {
        return database;
    }
}
