/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The connectors on the class path, by the name that the option {@code connector} gives them. */
public final class TableFactories {
    private final Map<String, TableFactory> factories = new TreeMap<>();

    /** @param loader finds the services of connectors */
    public TableFactories(ClassLoader loader) {
        for (TableFactory factory : ServiceLoader.load(TableFactory.class, loader)) {
            factories.put(factory.factoryIdentifier(), factory);
        }
    }

    /**
     * Makes what reads a table.
     *
     * @throws SqlException if there is no such connector, or an option is wrong
     */
    public ScanTableSource createSource(TableContext table) {
        ScanTableSource source = factory(table).createSource(table);
        table.options().requireAllKnown();
        return source;
    }

    /**
     * Makes what writes a table.
     *
     * @throws SqlException if there is no such connector, or an option is wrong
     */
    public TableSink createSink(TableContext table) {
        TableSink sink = factory(table).createSink(table);
        table.options().requireAllKnown();
        return sink;
    }

    private TableFactory factory(TableContext table) {
        String name = table.options().requiredText(TableOptions.CONNECTOR);
        TableFactory factory = factories.get(name);
        if (factory == null) {
            throw table.options()
                    .wrong("has the connector '" + name + "', which is not on the class path."
                            + Proposals.sentence(name, factories.keySet()) + " There are "
                            + String.join(", ", factories.keySet()) + ".");
        }
        return factory;
    }
}
