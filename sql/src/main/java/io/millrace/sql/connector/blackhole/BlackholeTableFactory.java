/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.blackhole;

import io.millrace.connector.basic.DiscardingSink;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableSink;

/** Takes rows and forgets them: for measuring what lies in front. */
public final class BlackholeTableFactory implements TableFactory {
    @Override
    public String factoryIdentifier() {
        return "blackhole";
    }

    @Override
    public TableSink createSink(TableContext table) {
        return TableSink.ofChanges(DiscardingSink::new);
    }
}
