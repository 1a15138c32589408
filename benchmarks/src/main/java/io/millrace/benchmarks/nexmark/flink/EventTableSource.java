/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.generator.EventMix;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;

/** A table of all events, which are read as a whole, as by NEXMark's own connector. */
class EventTableSource implements ScanTableSource {

    final EventMix mix;
    final long events;
    private final EventRows rows;

    EventTableSource(EventMix mix, long events, EventRows rows) {
        this.mix = mix;
        this.events = events;
        this.rows = rows;
    }

    EventRows rows() {
        return rows;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return SourceProvider.of(new EventRowSource(mix, events, rows()));
    }

    @Override
    public DynamicTableSource copy() {
        return new EventTableSource(mix, events, rows);
    }

    @Override
    public String asSummaryString() {
        return "nexmark";
    }
}
