/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.LocalRun;
import io.millrace.benchmarks.nexmark.sql.ChangelogChecksum;
import io.millrace.benchmarks.nexmark.sql.CheckedColumns;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

/** Takes the changelog of a query into the checksum of a run: a {@link ChangelogChecksum}. */
public final class ChecksumTableFactory implements DynamicTableSinkFactory {

    private static final ConfigOption<Long> RUN =
            ConfigOptions.key(ChangelogChecksum.RUN).longType().noDefaultValue();
    private static final ConfigOption<String> QUERY =
            ConfigOptions.key(ChangelogChecksum.QUERY).stringType().noDefaultValue();

    @Override
    public String factoryIdentifier() {
        return ChangelogChecksum.CONNECTOR;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(RUN, QUERY);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        RowType type = (RowType) context.getPhysicalRowDataType().getLogicalType();
        CheckedColumns checked = CheckedColumns.of(helper.getOptions().get(QUERY), type.getFieldNames());
        return new ChecksumTable(new LocalRun(helper.getOptions().get(RUN)), type, checked);
    }

    private record ChecksumTable(LocalRun run, RowType type, CheckedColumns checked) implements DynamicTableSink {
        @Override
        public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
            // What changes is taken back, which upserts would leave out.
            return ChangelogMode.all();
        }

        @Override
        public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
            RowHasher hasher = new RowHasher(type, checked);
            return SinkV2Provider.of(new ChecksumSink<>(run, hasher::accept));
        }

        @Override
        public DynamicTableSink copy() {
            return new ChecksumTable(run, type, checked);
        }

        @Override
        public String asSummaryString() {
            return ChangelogChecksum.CONNECTOR;
        }
    }
}
