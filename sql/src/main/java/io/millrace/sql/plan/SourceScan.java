/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.Watermark;
import io.millrace.sql.type.TimeAttributeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;

/** The rows of a table as its connector reads them: the columns of {@link TableDefinition#scannedColumns}. */
public final class SourceScan extends TableScan {

    private final TableDefinition definition;
    private final Map<String, String> extraOptions;
    private final TableHints tableHints;

    /** @param extraOptions what the statement gives in addition to those of the table; the definition has them already */
    SourceScan(RelOptCluster cluster, TableDefinition definition, Map<String, String> extraOptions, TableHints hints) {
        super(cluster, cluster.traitSetOf(Convention.NONE), List.of(), scanned(definition, cluster.getTypeFactory()));
        this.definition = definition;
        this.extraOptions = new TreeMap<>(extraOptions);
        this.tableHints = hints;
    }

    private static PlanTable scanned(TableDefinition definition, RelDataTypeFactory types) {
        return new PlanTable(
                List.of(
                        definition.path().catalog(),
                        definition.path().database(),
                        definition.path().name()),
                scannedType(definition, types),
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

    SourceScan withHints(TableHints newHints) {
        return new SourceScan(getCluster(), definition, extraOptions, newHints);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return this;
    }

    /** The same table with other options is another source. */
    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .itemIf("options", extraOptions, !extraOptions.isEmpty())
                .itemIf("hints", tableHints, !tableHints.isEmpty());
    }
}
