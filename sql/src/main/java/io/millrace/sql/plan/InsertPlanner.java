/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.SqlPartitionSpecProperty;
import org.apache.flink.sql.parser.SqlProperty;
import org.apache.flink.sql.parser.dml.RichSqlInsert;

/** Plans one INSERT: its query, and the projection that makes the query's columns the table's. */
final class InsertPlanner {

    private final Catalogs catalogs;
    private final RelDataTypeFactory types;

    InsertPlanner(Catalogs catalogs, RelDataTypeFactory types) {
        this.catalogs = catalogs;
        this.types = types;
    }

    Statement.Insert plan(RichSqlInsert insert) {
        if (insert.isUpsert() || insert.getConflictStrategy().isPresent()) {
            throw SqlException.at(
                    insert.getParserPosition(),
                    "UPSERT and ON CONFLICT are not supported: a table with a primary key takes the last row of each key.");
        }
        TableDefinition table = target(insert);
        Map<String, String> partitions = staticPartitions(insert, table);
        Optional<List<String>> columns = targetColumns(insert, table, partitions);
        SqlParserPos position = insert.getSource().getParserPosition();
        RelRoot root = new QueryConverter(catalogs, types).convert(insert.getSource());
        return insert(table, partitions, columns, insert.isOverwrite(), root, position);
    }

    /** Puts the columns of a query into the places of a table's. */
    static Statement.Insert insert(
            TableDefinition table,
            Map<String, String> partitions,
            Optional<List<String>> columns,
            boolean overwrite,
            RelRoot root,
            SqlParserPos position) {
        List<String> provided = columns.orElseGet(() -> written(table, partitions));
        SinkProjection sink = new SinkProjection(table, partitions, provided, root.fields.rightList(), position);
        RelNode plan = Failures.translated(() -> LogicalOptimizer.optimize(sink.above(root.project())));
        return new Statement.Insert(table, plan, columns, overwrite, partitions);
    }

    private TableDefinition target(RichSqlInsert insert) {
        SqlIdentifier name = (SqlIdentifier) insert.getTargetTableID();
        ObjectPath path = catalogs.resolve(name.names, name.getParserPosition());
        CatalogObject object = catalogs.objectOrThrow(path, name.getParserPosition());
        if (!(object instanceof TableDefinition table)) {
            throw SqlException.at(
                    name.getParserPosition(), "'" + path.name() + "' is a view, and nothing can be inserted into it.");
        }
        return table.withMoreOptions(options(insert.getTableHints()));
    }

    private static Map<String, String> options(SqlNodeList hints) {
        Map<String, String> options = new LinkedHashMap<>();
        for (SqlNode node : hints) {
            if (node instanceof SqlHint hint && hint.getName().equalsIgnoreCase("OPTIONS")) {
                options.putAll(hint.getOptionKVPairs());
            }
        }
        return options;
    }

    private static Map<String, String> staticPartitions(RichSqlInsert insert, TableDefinition table) {
        for (SqlNode node : insert.getStaticPartitions()) {
            SqlIdentifier key = key(node);
            if (!table.partitionKeys().contains(key.getSimple())) {
                throw SqlException.at(
                        key.getParserPosition(),
                        "'" + key.getSimple() + "' is no partition column of " + table.path()
                                + ", which is partitioned by " + table.partitionKeys() + ".");
            }
        }
        return insert.getStaticPartitionKVs();
    }

    private static SqlIdentifier key(SqlNode property) {
        return property instanceof SqlProperty pair ? pair.getKey() : ((SqlPartitionSpecProperty) property).getKey();
    }

    private static Optional<List<String>> targetColumns(
            RichSqlInsert insert, TableDefinition table, Map<String, String> partitions) {
        SqlNodeList list = insert.getTargetColumnList();
        if (list == null || list.isEmpty()) {
            return Optional.empty();
        }
        List<String> known = table.writtenColumns().stream().map(Column::name).toList();
        List<String> columns = new ArrayList<>();
        for (SqlNode node : list) {
            String name = String.join(".", ((SqlIdentifier) node).names);
            if (!known.contains(name)) {
                throw SqlException.at(node.getParserPosition(), unknown(name, table, known));
            }
            if (columns.contains(name) || partitions.containsKey(name)) {
                throw SqlException.at(node.getParserPosition(), "The column '" + name + "' is given twice.");
            }
            columns.add(name);
        }
        return Optional.of(columns);
    }

    private static String unknown(String name, TableDefinition table, List<String> known) {
        return table.column(name).isPresent()
                ? "The column '" + name + "' cannot be written: it is computed, or virtual metadata."
                : "There is no column '" + name + "' in '" + table.path().name() + "'."
                        + Proposals.sentence(name, known);
    }

    private static List<String> written(TableDefinition table, Map<String, String> partitions) {
        return table.writtenColumns().stream()
                .map(Column::name)
                .filter(name -> !partitions.containsKey(name))
                .toList();
    }
}
