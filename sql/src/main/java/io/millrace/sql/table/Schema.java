/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a table are, as CREATE TABLE says it. Where a schema of a stream has no physical columns, they are those of
 * the stream's elements. Types and expressions are SQL. Immutable.
 */
public final class Schema {
    private final List<PhysicalColumn> physical;
    private final List<String> more;
    private final List<String> constraints;
    private final List<String> primaryKey;

    /** @param type as in SQL */
    private record PhysicalColumn(String name, String type) {}

    private Schema(Builder builder) {
        this.physical = List.copyOf(builder.physical);
        this.more = List.copyOf(builder.more);
        this.constraints = List.copyOf(builder.constraints);
        this.primaryKey = List.copyOf(builder.primaryKey);
    }

    public static Builder newBuilder() {
        return new Builder();
    }

    /** A schema that says nothing. */
    static Schema empty() {
        return newBuilder().build();
    }

    boolean hasPhysicalColumns() {
        return !physical.isEmpty();
    }

    /**
     * Returns where the columns of the primary key stand; nothing if there is none.
     *
     * @throws SqlException if there is no such column
     */
    List<Integer> primaryKeyIn(List<String> columns) {
        for (String column : primaryKey) {
            if (!columns.contains(column)) {
                throw SqlException.of("The primary key of the schema has the column '" + column
                        + "', and the table has " + columns + ".");
            }
        }
        return primaryKey.stream().map(columns::indexOf).toList();
    }

    /** Whether there is nothing but physical columns. */
    boolean isPhysical() {
        return more.isEmpty() && constraints.isEmpty();
    }

    /** Returns the types of the physical columns by name. */
    Map<String, String> physicalColumns() {
        return physical.stream()
                .collect(Collectors.toMap(
                        PhysicalColumn::name, PhysicalColumn::type, (first, second) -> second, LinkedHashMap::new));
    }

    /**
     * Returns what stands between the parentheses of CREATE TABLE.
     *
     * @param derived the types of the columns of the stream's elements, which are taken where there are no physical columns
     */
    String declaration(Map<String, String> derived) {
        List<String> parts = new ArrayList<>();
        if (physical.isEmpty()) {
            derived.forEach((name, type) -> parts.add(ObjectPath.quoted(name) + " " + type));
        }
        physical.forEach(column -> parts.add(ObjectPath.quoted(column.name()) + " " + column.type()));
        parts.addAll(more);
        parts.addAll(constraints);
        return String.join(",\n  ", parts);
    }

    /** Collects the parts of a schema, in the order of its columns. */
    public static final class Builder {
        private final List<PhysicalColumn> physical = new ArrayList<>();
        private final List<String> more = new ArrayList<>();
        private final List<String> constraints = new ArrayList<>();
        private final List<String> primaryKey = new ArrayList<>();

        private Builder() {}

        /**
         * Declares a column that is in the records.
         *
         * @param type as in SQL, such as {@code DECIMAL(10, 2) NOT NULL}
         */
        public Builder column(String name, String type) {
            physical.add(new PhysicalColumn(name, type));
            return this;
        }

        /** Declares a column that is computed of others, by an expression in SQL. */
        public Builder columnByExpression(String name, String expression) {
            more.add(ObjectPath.quoted(name) + " AS " + expression);
            return this;
        }

        /** Declares a column that is known of each record beside what is in it: of a stream, its timestamp, by the name {@code rowtime}. */
        public Builder columnByMetadata(String name, String type) {
            return columnByMetadata(name, type, null);
        }

        /** As {@link #columnByMetadata(String, String)}, where the column has another name than what is known. */
        public Builder columnByMetadata(String name, String type, @Nullable String metadataKey) {
            String from = metadataKey == null ? "" : " FROM '" + metadataKey.replace("'", "''") + "'";
            more.add(ObjectPath.quoted(name) + " " + type + " METADATA" + from + " VIRTUAL");
            return this;
        }

        /**
         * Makes a column the rowtime of the table.
         *
         * @param expression in SQL, for each row the time up to which the table is complete; {@code SOURCE_WATERMARK()} takes the watermarks of the stream
         */
        public Builder watermark(String column, String expression) {
            constraints.add("WATERMARK FOR " + ObjectPath.quoted(column) + " AS " + expression);
            return this;
        }

        /** Declares which columns tell rows apart. Nobody checks it. */
        public Builder primaryKey(String... columns) {
            String quoted = Arrays.stream(columns).map(ObjectPath::quoted).collect(Collectors.joining(", "));
            primaryKey.addAll(List.of(columns));
            constraints.add("PRIMARY KEY (" + quoted + ") NOT ENFORCED");
            return this;
        }

        public Schema build() {
            return new Schema(this);
        }
    }
}
