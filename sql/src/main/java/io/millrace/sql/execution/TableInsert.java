/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.PrimaryKey;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.configuration.UpsertMaterialize;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.physical.BatchMode;
import io.millrace.sql.physical.Changelogs;
import io.millrace.sql.physical.PhysicalNode;
import io.millrace.sql.physical.PhysicalPlanner;
import io.millrace.sql.physical.RequiredChanges;
import io.millrace.sql.physical.StaticPartition;
import io.millrace.sql.physical.UpsertMaterializeNode;
import io.millrace.sql.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * The rows of a plan, and the table that they go to.
 *
 * @param plan whose columns are those of the table that are written
 * @param written which changes the table takes
 */
record TableInsert(PhysicalNode plan, TableDefinition target, TableSink sink, ChangelogMode written) {

    /**
     * Plans the inserts of one job.
     *
     * @throws SqlException if a table cannot be written to, or not in this way
     */
    static List<TableInsert> all(
            List<Statement.Insert> statements, PhysicalPlanner planner, TableFactories factories, SqlOptions options) {
        TimedTargets timed = new TimedTargets(statements);
        List<TableInsert> inserts = statements.stream()
                .map(insert -> of(timed.plan(insert, planner), insert, factories, options))
                .toList();
        boolean ends = inserts.stream().allMatch(insert -> BatchMode.isOf(insert.plan, options));
        if (!ends && statements.stream().anyMatch(Statement.Insert::overwrite)) {
            throw SqlException.of(
                    "INSERT OVERWRITE needs batch mode: it replaces what is there when all rows have come, and a"
                            + " stream may never end. SET 'execution.runtime-mode' = 'batch' and read tables that end, or use INSERT INTO.");
        }
        statements.stream()
                .filter(Statement.Insert::overwrite)
                .forEach(overwriting -> requireAlone(overwriting, statements));
        return inserts;
    }

    private static void requireAlone(Statement.Insert overwriting, List<Statement.Insert> statements) {
        ObjectPath table = overwriting.target().path();
        long writers = statements.stream()
                .filter(insert -> insert.target().path().equals(table))
                .count();
        if (writers > 1) {
            throw SqlException.of("Table '" + table.name() + "' is written to by " + writers
                    + " statements of this set, and INSERT OVERWRITE would replace what the others write."
                    + " Make one statement of them with UNION ALL, or run them one after the other.");
        }
    }

    private static TableInsert of(
            PhysicalNode query, Statement.Insert insert, TableFactories factories, SqlOptions options) {
        TableContext table = TableContext.ofSink(insert.target());
        TableSink sink = insert.overwrite()
                ? factories.createOverwritingSink(table, StaticPartition.of(insert, options.localTimeZone()))
                : factories.createSink(table);
        return of(query, insert.target(), sink, options);
    }

    /** Makes one of rows that are added to those of a table. */
    static TableInsert of(PhysicalNode query, TableDefinition target, TableFactories factories, SqlOptions options) {
        return of(query, target, factories.createSink(TableContext.ofSink(target)), options);
    }

    private static TableInsert of(PhysicalNode query, TableDefinition target, TableSink sink, SqlOptions options) {
        ChangelogMode written = sink.changelogMode(query.changelogMode());
        UpsertMaterialize when = options.get(SqlOptions.UPSERT_MATERIALIZE).orElse(UpsertMaterialize.AUTO);
        PhysicalNode plan = UpsertMaterializeNode.above(query, written, key(target), when);
        return new TableInsert(plan, target, sink, written);
    }

    /** @throws SqlException if the table does not take the changes that the plan makes */
    void requireWritable() {
        if (!written.takes(plan.changelogMode())) {
            throw SqlException.of("Table " + TableContext.ofSink(target).name()
                    + " takes only rows that are inserted, and the query changes or takes back some that it gave before ("
                    + plan.changelogMode()
                    + "). Write it to a table whose connector takes changes, or aggregate by windows.");
        }
    }

    /** Returns what is required of the plan: upserts will do where the table finds rows by its primary key, and that is a key of the plan's rows. */
    RequiredChanges required() {
        RequiredChanges required = Changelogs.required(plan, written, key());
        boolean checksDeletions = !ImmutableBitSet.of(key()).contains(ImmutableBitSet.of(columnsToCheck()));
        return required == RequiredChanges.UPSERTS_BY_KEY && checksDeletions ? RequiredChanges.UPSERTS : required;
    }

    /** Returns the columns of the primary key; none if there is no such key, or not all of it is written. */
    List<Integer> key() {
        return key(target);
    }

    private static List<Integer> key(TableDefinition target) {
        List<String> names = target.writtenColumns().stream().map(Column::name).toList();
        List<Integer> key = target.primaryKey().map(PrimaryKey::columns).orElse(List.of()).stream()
                .map(names::indexOf)
                .toList();
        return key.contains(-1) ? List.of() : key;
    }

    /** Returns the columns by which rows are dealt out so that a change follows what it changes: those of the key, or all. */
    List<Integer> identity() {
        List<Integer> all = new ArrayList<>();
        for (int column = 0; column < target.writtenColumns().size(); column++) {
            all.add(column);
        }
        return key().isEmpty() ? all : key();
    }

    /** Returns the columns that are NOT NULL in the table, and may be null in the plan. */
    List<Integer> columnsToCheck() {
        List<Integer> columns = new ArrayList<>();
        for (RelDataTypeField field : plan.rowType().getFieldList()) {
            Column column = target.writtenColumns().get(field.getIndex());
            if (field.getType().isNullable() && !column.type().isNullable()) {
                columns.add(field.getIndex());
            }
        }
        return columns;
    }
}
