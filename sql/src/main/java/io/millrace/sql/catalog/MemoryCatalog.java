/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A catalog that lives as long as its session. */
public final class MemoryCatalog implements Catalog {

    private final Map<String, Contents> databases = new TreeMap<>();
    private final String defaultDatabase;

    /** What one database holds. */
    private static final class Contents {
        private final Map<String, CatalogObject> objects = new TreeMap<>();
        private final Map<String, FunctionDefinition> functions = new TreeMap<>();
        private DatabaseDefinition definition = DatabaseDefinition.EMPTY;
    }

    /** A catalog with one empty database. */
    public MemoryCatalog(String database) {
        defaultDatabase = database;
        putDatabase(database, DatabaseDefinition.EMPTY);
    }

    @Override
    public String defaultDatabase() {
        return defaultDatabase;
    }

    @Override
    public List<String> databases() {
        return List.copyOf(databases.keySet());
    }

    @Override
    public Optional<DatabaseDefinition> database(String name) {
        return Optional.ofNullable(databases.get(name)).map(contents -> contents.definition);
    }

    @Override
    public void putDatabase(String name, DatabaseDefinition definition) {
        databases.computeIfAbsent(name, unused -> new Contents()).definition = definition;
    }

    @Override
    public void removeDatabase(String name) {
        databases.remove(name);
    }

    @Override
    public List<String> objects(String database) {
        return names(databases.get(database), true);
    }

    @Override
    public Optional<CatalogObject> object(String database, String name) {
        return Optional.ofNullable(databases.get(database)).map(contents -> contents.objects.get(name));
    }

    @Override
    public void putObject(CatalogObject object) {
        contents(object.path()).objects.put(object.path().name(), object);
    }

    @Override
    public void removeObject(String database, String name) {
        Optional.ofNullable(databases.get(database)).ifPresent(contents -> contents.objects.remove(name));
    }

    @Override
    public List<String> functions(String database) {
        return names(databases.get(database), false);
    }

    @Override
    public Optional<FunctionDefinition> function(String database, String name) {
        return Optional.ofNullable(databases.get(database)).map(contents -> contents.functions.get(name));
    }

    @Override
    public void putFunction(FunctionDefinition function) {
        contents(function.path()).functions.put(function.path().name(), function);
    }

    @Override
    public void removeFunction(String database, String name) {
        Optional.ofNullable(databases.get(database)).ifPresent(contents -> contents.functions.remove(name));
    }

    private static List<String> names(@Nullable Contents contents, boolean objects) {
        if (contents == null) {
            return List.of();
        }
        return List.copyOf(objects ? contents.objects.keySet() : contents.functions.keySet());
    }

    private Contents contents(ObjectPath path) {
        Contents contents = databases.get(path.database());
        if (contents == null) {
            throw new IllegalArgumentException("There is no database " + path.database() + " for " + path + ".");
        }
        return contents;
    }
}
