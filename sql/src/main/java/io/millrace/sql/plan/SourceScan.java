/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.Watermark;
import io.millrace.sql.connector.ColumnPath;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.type.TimeAttributeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;

/**
 * The rows of a table as its connector reads them: the columns of {@link TableDefinition#scannedColumns}, and behind them some fields of rows in these, as columns of their
 * own.
 */
public final class SourceScan extends TableScan {

    private final TableDefinition definition;
    private final Map<String, String> extraOptions;
    private final TableHints tableHints;
    private final List<ColumnPath> paths = new ArrayList<>();

    /** @param extraOptions what the statement gives in addition to those of the table; the definition has them already */
    SourceScan(RelOptCluster cluster, TableDefinition definition, Map<String, String> extraOptions, TableHints hints) {
        this(
                cluster,
                scanned(definition, scannedType(definition, cluster.getTypeFactory())),
                definition,
                extraOptions,
                hints,
                List.of());
    }

    private SourceScan(
            RelOptCluster cluster,
            PlanTable table,
            TableDefinition definition,
            Map<String, String> extraOptions,
            TableHints hints,
            List<ColumnPath> fields) {
        super(cluster, cluster.traitSetOf(Convention.NONE), List.of(), table);
        this.definition = definition;
        this.extraOptions = new TreeMap<>(extraOptions);
        this.tableHints = hints;
        table.getRowType()
                .getFieldList()
                .subList(0, definition.scannedColumns().size())
                .forEach(column -> paths.add(new ColumnPath(column.getIndex(), List.of(), column.getType())));
        paths.addAll(fields);
    }

    private static PlanTable scanned(TableDefinition definition, RelDataType rows) {
        return new PlanTable(
                List.of(
                        definition.path().catalog(),
                        definition.path().database(),
                        definition.path().name()),
                rows,
                definition,
                (table, context) -> new SourceScan(context.getCluster(), definition, Map.of(), TableHints.NONE));
    }

    /** A source that makes watermarks itself gives the rowtime as such. */
    private static RelDataType scannedType(TableDefinition definition, RelDataTypeFactory types) {
        RelDataType plain = rowType(definition.scannedColumns(), types);
        Optional<Watermark> watermark = definition.watermark().filter(Watermark::isOfSource);
        if (watermark.isEmpty()) {
            return plain;
        }
        RelDataTypeFactory.Builder builder = types.builder();
        for (RelDataTypeField field : plain.getFieldList()) {
            boolean rowtime = field.getName().equals(watermark.get().column());
            builder.add(field.getName(), rowtime ? TimeAttributeType.rowtime(types, field.getType()) : field.getType());
        }
        return builder.build();
    }

    static RelDataType rowType(List<Column> columns, RelDataTypeFactory types) {
        RelDataTypeFactory.Builder builder = types.builder();
        columns.forEach(column -> builder.add(column.name(), column.type()));
        return builder.build();
    }

    /** Returns the table, with the options of this statement. */
    public TableDefinition definition() {
        return definition;
    }

    /** Returns what the statement's hints say of the table. */
    public TableHints tableHints() {
        return tableHints;
    }

    SourceScan withMoreHints(TableHints more) {
        return new SourceScan(getCluster(), definition, extraOptions, tableHints.and(more));
    }

    /**
     * Returns what reads some columns of this scan.
     *
     * @param columns by position
     */
    public RecordReader reader(ScanTableSource table, int[] columns) {
        List<ColumnPath> read = IntStream.of(columns).mapToObj(paths::get).toList();
        return read.stream().anyMatch(ColumnPath::isNested) ? table.reader(read) : table.reader(columns);
    }

    /** Returns a scan with columns for fields behind its own. */
    SourceScan withFields(List<ColumnPath> fields) {
        RelDataTypeFactory types = getCluster().getTypeFactory();
        RelDataTypeFactory.Builder row = types.builder();
        row.addAll(getRowType().getFieldList());
        fields.forEach(field -> row.add(name(field), field.type()));
        List<ColumnPath> all =
                new ArrayList<>(paths.subList(definition.scannedColumns().size(), paths.size()));
        all.addAll(fields);
        return new SourceScan(
                getCluster(), scanned(definition, row.uniquify().build()), definition, extraOptions, tableHints, all);
    }

    private String name(ColumnPath path) {
        RelDataTypeField field = getRowType().getFieldList().get(path.column());
        StringBuilder name = new StringBuilder(field.getName());
        for (int index : path.fields()) {
            field = field.getType().getFieldList().get(index);
            name.append('.').append(field.getName());
        }
        return name.toString();
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return this;
    }

    private List<String> fields() {
        return getRowType().getFieldNames().subList(definition.scannedColumns().size(), paths.size());
    }

    /** The same table with other options is another source. */
    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .itemIf("fields", fields(), !fields().isEmpty())
                .itemIf("options", extraOptions, !extraOptions.isEmpty())
                .itemIf("hints", tableHints, !tableHints.isEmpty());
    }
}
