/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The texts of tables and queries, which are resources. */
public final class SqlScripts {
    private static final String CONNECTOR = "'connector' = 'nexmark'";

    private SqlScripts() {}

    /**
     * Returns the statements that define the tables or views {@code person}, {@code auction} and {@code bid}, and what q13 joins.
     *
     * @param options for the connector
     */
    public static String tables(SourceTables tables, Map<String, String> options) {
        StringBuilder more = new StringBuilder(CONNECTOR);
        new TreeMap<>(options).forEach((key, value) -> more.append(", '")
                .append(key)
                .append("' = '")
                .append(value.replace("'", "''"))
                .append('\''));
        return text(tables.label() + ".sql").replace(CONNECTOR, more) + "\n" + text("side-input.sql");
    }

    /** Returns a query, without a semicolon. */
    public static String query(SqlQuery query) {
        return text("queries/" + query.label() + ".sql").strip();
    }

    private static String text(String resource) {
        try (InputStream text = SqlScripts.class.getResourceAsStream(resource)) {
            if (text == null) {
                throw new IllegalStateException("There is no resource " + resource + " beside " + SqlScripts.class);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + resource + " cannot be read", e);
        }
    }
}
