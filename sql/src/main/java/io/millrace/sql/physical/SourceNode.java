/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.function.FunctionCopier;
import io.millrace.sql.catalog.PrimaryKey;
import io.millrace.sql.codegen.ExpressionText;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.PartitionedTableSource;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableParallelism;
import io.millrace.sql.operator.ReadColumnsOperator;
import io.millrace.sql.plan.SourceScan;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.time.WatermarkStrategy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Some columns of a table as its connector reads it. */
final class SourceNode extends PhysicalNode {
    private final SourceScan scan;
    private final ScanTableSource table;
    private final int[] columns;
    private final @Nullable PartitionCondition partitions;
    private final @Nullable SourceWatermark watermark;

    /**
     * @param table reads it
     * @param rowType of the columns
     * @param columns by position
     * @param partitions those that are read; null for all
     * @param watermark null where event time is not asked for
     */
    SourceNode(
            SourceScan scan,
            ScanTableSource table,
            RelDataType rowType,
            int[] columns,
            @Nullable PartitionCondition partitions,
            @Nullable SourceWatermark watermark) {
        super(rowType, List.of());
        this.scan = scan;
        this.table = table;
        this.columns = columns;
        this.partitions = partitions;
        this.watermark = watermark;
    }

    @Override
    public ChangelogMode changelogMode() {
        return table.changelogMode();
    }

    @Override
    ChangelogMode changelogMode(RequiredChanges required, List<ChangelogMode> inputs) {
        return table.changelogMode();
    }

    /** The primary key, as far as it is read. */
    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        List<String> names = scan.getRowType().getFieldNames();
        List<Integer> read = IntStream.of(columns).boxed().toList();
        List<Integer> key = scan.definition()
                .primaryKey()
                .map(PrimaryKey::columns)
                .map(of -> of.stream().map(names::indexOf).map(read::indexOf).toList())
                .orElse(List.of());
        return key.isEmpty() || key.contains(-1) ? List.of() : List.of(ImmutableBitSet.of(key));
    }

    @Override
    boolean isBounded() {
        return table.stream()
                .map(stream -> stream.getExecutionEnvironment().isBounded())
                .orElseGet(() -> table.source().getBoundedness() == Boundedness.BOUNDED);
    }

    @Override
    public String describe() {
        String read = partitions == null
                ? ""
                : ", partitions=[" + new ExpressionText(scan.getRowType()).of(partitions.condition()) + "]";
        return "Source(table=[" + scan.definition().path() + "]" + read + ", columns="
                + lineage()
                + (watermark == null ? "" : ", watermark=[" + watermark.text(scan) + "]") + ")";
    }

    @Override
    String computeIdentity() {
        String path = scan.definition().path().toString();
        return partitions == null
                ? path
                : path + " WHERE "
                        + Lineage.of(partitions.condition(), scan.getRowType().getFieldNames());
    }

    @Override
    List<String> computeLineage() {
        List<String> names = scan.getRowType().getFieldNames();
        return IntStream.of(columns).mapToObj(names::get).toList();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RecordReader reader = scan.reader(table, columns);
        return translation.append(
                translation.records(reading(), () -> records(translation)),
                "Columns",
                () -> new ReadColumnsOperator(FunctionCopier.copyIfMutable(reader)));
    }

    /** Returns what is the same of all nodes that can take their rows from one source. */
    Translation.Reading reading() {
        return new Translation.Reading(
                identity(), scan.definition().options(), watermark == null ? "" : watermark.text(scan));
    }

    private ScanTableSource table(Translation translation) {
        if (partitions == null || !(table instanceof PartitionedTableSource partitioned)) {
            return table;
        }
        RelDataTypeFactory types = scan.getCluster().getTypeFactory();
        return partitioned.withPartitions(partitions.filter(scan.getRowType(), types, translation.zone()));
    }

    private DataStream<?> records(Translation translation) {
        WatermarkStrategy<Object> watermarks =
                watermark == null ? WatermarkStrategy.noWatermarks() : watermark.strategy(scan, table, translation);
        Optional<DataStream<?>> stream = table.stream();
        if (stream.isPresent()) {
            @SuppressWarnings("unchecked") // records are Objects here
            DataStream<Object> records = (DataStream<Object>) stream.get();
            return watermark == null ? records : records.assignTimestampsAndWatermarks(watermarks);
        }
        @SuppressWarnings("unchecked") // records are Objects here
        Source<Object, ?> records = (Source<Object, ?>) table(translation).source();
        SingleOutputStreamOperator<Object> read = translation
                .environment()
                .fromSource(records, watermarks, scan.definition().path().name())
                .uid(translation.uid("source", identity()));
        TableParallelism.ofScan(scan.definition()).ifPresent(read::setParallelism);
        return read;
    }
}
