/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import io.millrace.sql.parser.SqlException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A catalog that outlives its session: a file for each definition, with the statement that makes it. Files are read whenever they are asked for, so that several
 * sessions see what each other defines; one that writes the same definition at the same time wins.
 *
 * <pre>
 *   path/shop/database.sql
 *   path/shop/tables/orders.sql       tables and views
 *   path/shop/functions/initials.sql
 * </pre>
 */
public final class DirectoryCatalog implements Catalog {
    private static final String DATABASE = "database";
    private static final String TABLES = "tables";
    private static final String FUNCTIONS = "functions";

    private final String name;
    private final Path directory;
    private final String defaultDatabase;
    private final DefinitionTexts texts;
    private final Map<Path, Known> tables = new HashMap<>();
    private final Set<Path> reading = new HashSet<>();

    /** A table as it was read from a text. */
    private record Known(String text, TableDefinition table) {}

    /**
     * Opens a catalog, and makes it if there is none.
     *
     * @param name that its session gives it
     * @param database that is there in any case
     * @throws SqlException if it cannot be read or written
     */
    public DirectoryCatalog(String name, Path directory, String database, DefinitionTexts texts) {
        this.name = name;
        this.directory = directory;
        this.defaultDatabase = database;
        this.texts = texts;
        if (database(database).isEmpty()) {
            putDatabase(database, DatabaseDefinition.EMPTY);
        }
    }

    @Override
    public String defaultDatabase() {
        return defaultDatabase;
    }

    private Path home(String database) {
        return directory.resolve(DefinitionFiles.escaped(database));
    }

    private static Path file(Path parent, String definition) {
        return parent.resolve(DefinitionFiles.escaped(definition) + DefinitionFiles.SUFFIX);
    }

    private Path databaseFile(String database) {
        return file(home(database), DATABASE);
    }

    private Path tableFile(String database, String object) {
        return file(home(database).resolve(TABLES), object);
    }

    private Path functionFile(String database, String function) {
        return file(home(database).resolve(FUNCTIONS), function);
    }

    @Override
    public List<String> databases() {
        return DefinitionFiles.directories(directory).stream()
                .filter(database -> DefinitionFiles.exists(databaseFile(database)))
                .toList();
    }

    @Override
    public Optional<DatabaseDefinition> database(String database) {
        return read(databaseFile(database), texts::readDatabase);
    }

    @Override
    public void putDatabase(String database, DatabaseDefinition definition) {
        DefinitionFiles.write(databaseFile(database), texts.write(database, definition));
    }

    @Override
    public void removeDatabase(String database) {
        objects(database).forEach(object -> removeObject(database, object));
        functions(database).forEach(function -> removeFunction(database, function));
        DefinitionFiles.delete(databaseFile(database));
        DefinitionFiles.deleteIfEmpty(home(database).resolve(TABLES));
        DefinitionFiles.deleteIfEmpty(home(database).resolve(FUNCTIONS));
        DefinitionFiles.deleteIfEmpty(home(database));
    }

    @Override
    public List<String> objects(String database) {
        return DefinitionFiles.definitions(home(database).resolve(TABLES));
    }

    @Override
    public Optional<CatalogObject> object(String database, String object) {
        Path file = tableFile(database, object);
        return read(file, text -> {
            Known known = tables.get(file);
            return known != null && known.text.equals(text)
                    ? known.table
                    : read(new ObjectPath(name, database, object), file, text);
        });
    }

    /** What a table is, is in its text; what a view is, depends on the tables that it reads as well. */
    private CatalogObject read(ObjectPath path, Path file, String text) {
        if (!reading.add(file)) {
            throw SqlException.of("The view " + path + " reads itself.");
        }
        try {
            CatalogObject read = texts.readObject(path, text);
            if (read instanceof TableDefinition table) {
                tables.put(file, new Known(text, table));
            }
            return read;
        } finally {
            reading.remove(file);
        }
    }

    @Override
    public void putObject(CatalogObject object) {
        ObjectPath path = object.path();
        DefinitionFiles.write(tableFile(path.database(), path.name()), texts.write(object));
    }

    @Override
    public void removeObject(String database, String object) {
        DefinitionFiles.delete(tableFile(database, object));
    }

    @Override
    public List<String> functions(String database) {
        return DefinitionFiles.definitions(home(database).resolve(FUNCTIONS));
    }

    @Override
    public Optional<FunctionDefinition> function(String database, String function) {
        return read(
                functionFile(database, function),
                text -> texts.readFunction(new ObjectPath(name, database, function), text));
    }

    @Override
    public void putFunction(FunctionDefinition function) {
        ObjectPath path = function.path();
        DefinitionFiles.write(functionFile(path.database(), path.name()), texts.write(function));
    }

    @Override
    public void removeFunction(String database, String function) {
        DefinitionFiles.delete(functionFile(database, function));
    }

    private static <T> Optional<T> read(Path file, Function<String, T> reading) {
        Optional<String> text = DefinitionFiles.read(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Objects.requireNonNull(reading.apply(text.get())));
        } catch (SqlException wrong) {
            throw SqlException.of("The definition in " + file + " cannot be read: " + wrong.getMessage()
                    + " Repair the file, or delete it.");
        }
    }
}
