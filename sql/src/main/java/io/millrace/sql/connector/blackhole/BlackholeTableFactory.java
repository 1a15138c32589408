/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.blackhole;

import io.millrace.connector.Sink;
import io.millrace.connector.basic.DiscardingSink;
import io.millrace.data.ColumnBatch;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.row.Row;
import java.util.Optional;

/** Takes rows and forgets them: for measuring what lies in front. */
public final class BlackholeTableFactory implements TableFactory {
    @Override
    public String factoryIdentifier() {
        return "blackhole";
    }

    @Override
    public TableSink createSink(TableContext table) {
        return new Blackhole();
    }

    private record Blackhole() implements TableSink {
        @Override
        public Sink<Row> sink() {
            return new DiscardingSink<>();
        }

        @Override
        public Optional<Sink<ColumnBatch>> columnSink() {
            return Optional.of(new DiscardingSink<>());
        }

        @Override
        public ChangelogMode changelogMode(ChangelogMode requested) {
            return requested;
        }
    }
}
