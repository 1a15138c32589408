/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The connectors on the class path, by the name that the option {@code connector} gives them. */
public final class TableFactories {
    private final Map<String, TableFactory> factories = new TreeMap<>();

    /** @param loader finds the services of connectors */
    public TableFactories(ClassLoader loader) {
        this(loader, List.of());
    }

    /** @param more connectors that are no services, such as those that know a program's streams */
    public TableFactories(ClassLoader loader, List<TableFactory> more) {
        more.forEach(factory -> factories.put(factory.factoryIdentifier(), factory));
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
        TableFactory factory = factory(table);
        requireMetadata(table, factory);
        ScanTableSource source = factory.createSource(table);
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

    /**
     * Makes what replaces rows of a table.
     *
     * @param partition the values that are given to partition columns, by the columns' names, as programs know them
     * @throws SqlException if there is no such connector, an option is wrong, or the connector cannot do that
     */
    public TableSink createOverwritingSink(TableContext table, Map<String, @Nullable Object> partition) {
        if (createSink(table) instanceof OverwritableTableSink sink) {
            return sink.overwriting(partition);
        }
        throw table.options()
                .wrong("cannot be overwritten: its connector '" + factory(table).factoryIdentifier()
                        + "' only adds rows to those that are there. Use INSERT INTO.");
    }

    private static void requireMetadata(TableContext table, TableFactory factory) {
        for (Column column : table.columns()) {
            if (column instanceof Column.Metadata metadata
                    && !factory.readableMetadata(table).contains(metadata.connectorKey())) {
                throw table.options()
                        .wrong("has the metadata column '" + column.name() + "', but its connector '"
                                + factory.factoryIdentifier() + "' knows no '" + metadata.connectorKey()
                                + "'. It knows "
                                + (factory.readableMetadata(table).isEmpty()
                                        ? "no metadata"
                                        : String.join(", ", new TreeSet<>(factory.readableMetadata(table))))
                                + ".");
            }
        }
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
