/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.PrimaryKey;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.Watermark;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A table that is being defined or changed, until {@link SchemaCheck} makes it a definition. */
final class SchemaDraft {

    private final List<ColumnDraft> columns = new ArrayList<>();
    private final List<String> partitionKeys = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private Optional<WatermarkDraft> watermark = Optional.empty();
    private Optional<PrimaryKey> primaryKey = Optional.empty();
    private Optional<String> comment = Optional.empty();

    /** @param syntax the expression as the statement has it, if it is the statement's */
    record WatermarkDraft(SqlParserPos position, Watermark watermark, Optional<SqlNode> syntax) {}

    /** Begins with what is defined already. */
    static SchemaDraft of(TableDefinition table) {
        SchemaDraft draft = new SchemaDraft();
        table.columns().forEach(column -> draft.columns.add(ColumnDraft.existing(column)));
        draft.partitionKeys.addAll(table.partitionKeys());
        draft.options.putAll(table.options());
        draft.watermark =
                table.watermark().map(existing -> new WatermarkDraft(SqlParserPos.ZERO, existing, Optional.empty()));
        draft.primaryKey = table.primaryKey();
        draft.comment = table.comment();
        return draft;
    }

    /** Adds what a statement declares to what it takes over, which gives way. */
    SchemaDraft with(SchemaDraft declared) {
        declared.columns.forEach(this::add);
        partitionKeys.addAll(declared.partitionKeys);
        options.putAll(declared.options);
        watermark = declared.watermark.or(() -> watermark);
        primaryKey = declared.primaryKey.or(() -> primaryKey);
        comment = declared.comment;
        return this;
    }

    List<ColumnDraft> columns() {
        return columns;
    }

    List<String> names() {
        return columns.stream().map(ColumnDraft::name).toList();
    }

    /** Returns where a column is, which must be there. */
    int indexOrThrow(String name, SqlParserPos position) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw SqlException.at(position, "There is no column '" + name + "'." + Proposals.sentence(name, names()));
        }
        return index;
    }

    /** Adds a column at a place, whose name must be new. */
    void add(int index, ColumnDraft column) {
        if (names().contains(column.name())) {
            throw SqlException.at(column.position(), "There are two columns '" + column.name() + "'.");
        }
        columns.add(index, column);
    }

    void add(ColumnDraft column) {
        add(columns.size(), column);
    }

    List<String> partitionKeys() {
        return partitionKeys;
    }

    Map<String, String> options() {
        return options;
    }

    Optional<WatermarkDraft> watermark() {
        return watermark;
    }

    void watermark(Optional<WatermarkDraft> newWatermark) {
        watermark = newWatermark;
    }

    Optional<PrimaryKey> primaryKey() {
        return primaryKey;
    }

    void primaryKey(Optional<PrimaryKey> newKey) {
        primaryKey = newKey;
    }

    Optional<String> comment() {
        return comment;
    }

    void comment(Optional<String> newComment) {
        comment = newComment;
    }

    /** Returns which parts of the schema other than computed columns are made of a column, in words. */
    Optional<String> userOf(String column) {
        if (primaryKey.isPresent() && primaryKey.get().columns().contains(column)) {
            return Optional.of("the primary key");
        }
        if (watermark.isPresent() && watermark.get().watermark().column().equals(column)) {
            return Optional.of("the watermark");
        }
        return partitionKeys.contains(column) ? Optional.of("the partitions") : Optional.empty();
    }

    /** Returns the definition, if all of it fits together. */
    TableDefinition define(ObjectPath path, SchemaCheck check, SqlParserPos position) {
        List<Column> checked = check.columns(this);
        check.primaryKey(this, checked, position);
        check.partitionKeys(this, checked, position);
        return new TableDefinition(
                path,
                checked,
                check.rowType(this, checked),
                watermark.map(WatermarkDraft::watermark),
                primaryKey,
                partitionKeys,
                options,
                comment);
    }
}
