/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.ObjectPath;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.Lookup;

/** The session's catalogs as Calcite looks at them: a schema of schemas of schemas of tables, none of which it may keep. */
final class CatalogSchemas {

    private final Catalogs catalogs;
    private final Function<CatalogObject, Table> tables;

    CatalogSchemas(Catalogs catalogs, Function<CatalogObject, Table> tables) {
        this.catalogs = catalogs;
        this.tables = tables;
    }

    CalciteSchema root() {
        return CalciteSchema.createRootSchema(
                false, false, "", ofSchemas(new NameLookup<>(catalogs::names, this::catalog)));
    }

    private Optional<Schema> catalog(String catalogName) {
        return catalogs.catalog(catalogName)
                .map(catalog -> ofSchemas(new NameLookup<>(catalog::databases, database -> catalog.database(database)
                        .map(unused -> database(catalogName, database)))));
    }

    private Schema database(String catalog, String database) {
        return ofTables(new NameLookup<>(
                () -> catalogs.objects(catalog, database),
                name -> catalogs.object(new ObjectPath(catalog, database, name)).map(tables)));
    }

    private static Schema ofSchemas(Lookup<Schema> schemas) {
        return new AbstractSchema() {
            @Override
            public Lookup<? extends Schema> subSchemas() {
                return schemas;
            }
        };
    }

    private static Schema ofTables(Lookup<Table> tables) {
        return new AbstractSchema() {
            @Override
            public Lookup<Table> tables() {
                return tables;
            }
        };
    }

    /** A schema with one table. */
    static CalciteSchema ofTable(String name, Table table) {
        return CalciteSchema.createRootSchema(
                false,
                false,
                "",
                ofTables(new NameLookup<>(
                        () -> List.of(name), wanted -> wanted.equals(name) ? Optional.of(table) : Optional.empty())));
    }
}
