/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import io.millrace.simulation.LedgerSink;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableSink;

/** Tables whose rows a simulation shows, exactly once. */
public final class LedgerTableFactory implements TableFactory {
    static final String NAME = "result";

    @Override
    public String factoryIdentifier() {
        return "ledger";
    }

    @Override
    public TableSink createSink(TableContext table) {
        return TableSink.ofChanges(() -> new LedgerSink<>(NAME));
    }
}
