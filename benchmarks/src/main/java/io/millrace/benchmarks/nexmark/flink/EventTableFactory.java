/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The events as tables of Flink, by the same options as {@link io.millrace.benchmarks.nexmark.table.NexmarkTableFactory} has, as
 * far as the benchmark sets them.
 */
public final class EventTableFactory implements DynamicTableSourceFactory {

    private static final String ALL = "event";
    private static final ConfigOption<String> TABLE =
            ConfigOptions.key("nexmark.table").stringType().defaultValue(ALL);
    private static final ConfigOption<Long> EVENTS =
            ConfigOptions.key("events.num").longType().noDefaultValue();
    private static final ConfigOption<Long> RATE =
            ConfigOptions.key("first-event.rate").longType().defaultValue(EventMix.DEFAULT.eventsPerSecond());

    @Override
    public String factoryIdentifier() {
        return "nexmark";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(EVENTS);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(TABLE, RATE);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        EventMix otherwise = EventMix.DEFAULT;
        EventMix mix = new EventMix(
                otherwise.seed(), otherwise.persons(), otherwise.auctions(), otherwise.bids(), options.get(RATE));
        DataType rows = context.getPhysicalRowDataType();
        if (options.get(TABLE).equals(ALL)) {
            return new EventTableSource(mix, options.get(EVENTS), EventRows.nested((RowType) rows.getLogicalType()));
        }
        EventKind kind = EventKind.valueOf(options.get(TABLE).toUpperCase(Locale.ROOT));
        return new FlatEventTableSource(mix, options.get(EVENTS), kind, rows);
    }
}
