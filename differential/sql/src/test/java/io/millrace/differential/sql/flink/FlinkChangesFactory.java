/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.flink;

import io.millrace.differential.sql.Change;
import io.millrace.differential.sql.InputMode;
import io.millrace.differential.sql.Inputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.RuntimeConverter;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/** Flink's connector {@code changes}: a table whose changes are among {@link Inputs}. */
public final class FlinkChangesFactory implements DynamicTableSourceFactory {
    private static final ConfigOption<String> ID =
            ConfigOptions.key("id").stringType().noDefaultValue();
    private static final ConfigOption<String> MODE =
            ConfigOptions.key("mode").stringType().noDefaultValue();

    @Override
    public String factoryIdentifier() {
        return "changes";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(ID, MODE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        String mode = helper.getOptions().get(MODE);
        return new Changes(
                helper.getOptions().get(ID),
                InputMode.valueOf(mode.toUpperCase(Locale.ROOT)),
                context.getPhysicalRowDataType());
    }

    private record Changes(String id, InputMode mode, DataType row) implements ScanTableSource {
        @Override
        public ChangelogMode getChangelogMode() {
            return switch (mode) {
                case INSERT -> ChangelogMode.insertOnly();
                case ALL -> ChangelogMode.all();
                case UPSERT -> ChangelogMode.upsert();
            };
        }

        @Override
        public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
            DataStructureConverter converter = context.createDataStructureConverter(row);
            converter.open(RuntimeConverter.Context.create(FlinkChangesFactory.class.getClassLoader()));
            List<RowData> rows = new ArrayList<>();
            for (Change change : Inputs.get(id)) {
                RowKind kind = RowKind.valueOf(change.kind().name());
                rows.add((RowData) converter.toInternal(row(kind, Arrays.asList(change.values()), row)));
            }
            FlinkInputs.put(id, rows);
            return new Provider(id, row);
        }

        private static Row row(RowKind kind, List<?> values, DataType type) {
            Row row = new Row(kind, values.size());
            for (int i = 0; i < values.size(); i++) {
                row.setField(i, external(values.get(i), type.getChildren().get(i)));
            }
            return row;
        }

        /** Lists are arrays and rows. */
        private static @Nullable Object external(@Nullable Object value, DataType type) {
            if (!(value instanceof List<?> values)) {
                return value;
            } else if (type.getLogicalType().is(LogicalTypeRoot.ROW)) {
                return row(RowKind.INSERT, values, type);
            }
            return values.stream()
                    .map(element -> external(element, type.getChildren().get(0)))
                    .toArray(Row[]::new);
        }

        @Override
        public DynamicTableSource copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return "changes";
        }
    }

    private record Provider(String id, DataType row) implements DataStreamScanProvider {
        @Override
        public DataStream<RowData> produceDataStream(ProviderContext context, StreamExecutionEnvironment environment) {
            return environment.fromSource(
                    new ChangesSource(id),
                    WatermarkStrategy.noWatermarks(),
                    id,
                    InternalTypeInfo.of(row.getLogicalType()));
        }

        @Override
        public boolean isBounded() {
            return true;
        }
    }
}
