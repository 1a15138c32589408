/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.sql.catalog.PrimaryKey;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.SourceScan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** How a table is read: as its connector gives the rows, or with a step behind it that makes whole changes of them. */
final class TableReads {
    private static final String DUPLICATES = SqlOptions.SOURCE_CDC_EVENTS_DUPLICATE.key();

    private final SourceScan scan;
    private final ScanTableSource table;
    private final @Nullable PartitionCondition partitions;
    private final @Nullable SourceWatermark watermark;

    /**
     * @param partitions those that are read; null for all
     * @param watermark null where event time is not asked for
     */
    TableReads(
            SourceScan scan,
            ScanTableSource table,
            @Nullable PartitionCondition partitions,
            @Nullable SourceWatermark watermark) {
        this.scan = scan;
        this.table = table;
        this.partitions = partitions;
        this.watermark = watermark;
    }

    /**
     * Returns what reads some columns.
     *
     * @param row of these columns
     * @param duplicates whether changes may come several times
     * @throws SqlException if whole changes have to be made, and the table has no primary key to make them by
     */
    PhysicalNode columns(RelDataType row, int[] columns, boolean duplicates) {
        List<Integer> key = keyToNormalizeBy(duplicates);
        if (key.isEmpty()) {
            return new SourceNode(scan, table, row, columns, partitions, watermark);
        }
        List<Integer> read = new ArrayList<>(IntStream.of(columns).boxed().toList());
        key.stream().filter(column -> !read.contains(column)).forEach(read::add);
        RelDataTypeFactory types = scan.getCluster().getTypeFactory();
        int[] positions = read.stream().mapToInt(Integer::intValue).toArray();
        SourceNode source = new SourceNode(scan, table, wide(row, read, types), positions, partitions, watermark);
        PhysicalNode whole = new ChangelogNormalizeNode(
                source, key.stream().map(read::indexOf).toList(), duplicates);
        return read.size() == columns.length ? whole : narrow(row, whole, types);
    }

    private RelDataType wide(RelDataType row, List<Integer> read, RelDataTypeFactory types) {
        RelDataTypeFactory.Builder builder = types.builder();
        builder.addAll(row.getFieldList());
        for (int column : read.subList(row.getFieldCount(), read.size())) {
            builder.add(scan.getRowType().getFieldList().get(column));
        }
        return builder.build();
    }

    private static PhysicalNode narrow(RelDataType row, PhysicalNode whole, RelDataTypeFactory types) {
        List<RexNode> projections = new ArrayList<>();
        for (RelDataTypeField field : row.getFieldList()) {
            projections.add(new RexInputRef(field.getIndex(), field.getType()));
        }
        return new CalcNode(row, whole, null, projections, types);
    }

    /** Returns the columns of the key, empty if the connector's changes are whole. */
    private List<Integer> keyToNormalizeBy(boolean duplicates) {
        ChangelogMode mode = table.changelogMode();
        boolean upserts = mode.contains(RowKind.UPDATE_AFTER) && !mode.contains(RowKind.UPDATE_BEFORE);
        if (mode.isInsertOnly() || (!upserts && !duplicates)) {
            return List.of();
        }
        TableDefinition definition = scan.definition();
        PrimaryKey key = definition.primaryKey().orElseThrow(() -> needsKey(definition, upserts, mode));
        return key.columns().stream()
                .map(scan.getRowType().getFieldNames()::indexOf)
                .toList();
    }

    private static SqlException needsKey(TableDefinition table, boolean upserts, ChangelogMode mode) {
        String why = upserts
                ? " tells of an update only what a row has become (" + mode
                        + "), so that its rows have to be told apart" + " by a key."
                : " may give changes several times, as '" + DUPLICATES
                        + "' says, so that its rows have to be told apart" + " by a key.";
        return SqlException.of(
                "Table '" + table.path().name() + "'" + why + " Declare one: PRIMARY KEY (...) NOT ENFORCED.");
    }
}
