/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.print;

import io.millrace.connector.basic.PrintSink;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableOptions;
import io.millrace.sql.connector.TableSink;

/** Prints the changelog of a table, a row on a line: {@code +I[7, bread]}. */
public final class PrintTableFactory implements TableFactory {
    @Override
    public String factoryIdentifier() {
        return "print";
    }

    @Override
    public TableSink createSink(TableContext table) {
        TableOptions options = table.options();
        String identifier = options.text("print-identifier", "");
        boolean toError = options.flag("standard-error", false);
        return TableSink.ofChanges(() -> new PrintSink<>(identifier, toError));
    }
}
