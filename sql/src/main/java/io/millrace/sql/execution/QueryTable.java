/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.row.Row;
import java.io.PrintWriter;

/** The changelog of a query as a table in text: what each row does, and its values. */
public final class QueryTable implements QueryOutput {
    private final TextTable table;
    private final RowTexts texts;
    private final PrintWriter out;

    private QueryTable(TextTable table, RowTexts texts, PrintWriter out) {
        this.table = table;
        this.texts = texts;
        this.out = out;
    }

    /** Begins the table of a query. */
    public static QueryTable begin(PrintWriter out, RowTexts texts) {
        return new QueryTable(TextTable.begin(out, texts.header(), texts.widths()), texts, out);
    }

    /** Prints a row at once, so that whoever waits sees it. */
    @Override
    public void add(Row row) {
        table.add(texts.cells(row));
        out.flush();
    }

    @Override
    public void end() {
        table.end(texts.haveChanges());
    }
}
