/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * All catalogs of a session, which of their databases is the current one, and temporary objects, which belong to no catalog and hide what
 * has the same name in one. It is used by one thread at a time.
 */
public final class Catalogs {

    /** The catalog of a new session. */
    public static final String DEFAULT_CATALOG = "default_catalog";

    /** The database of a new session. */
    public static final String DEFAULT_DATABASE = "default_database";

    private final Map<String, Catalog> catalogs = new TreeMap<>();
    private final Map<String, CatalogObject> temporaryObjects = new TreeMap<>();
    private final Map<String, FunctionDefinition> temporaryFunctions = new TreeMap<>();
    private final Map<String, FunctionDefinition> systemFunctions = new TreeMap<>();
    private final Set<String> unlisted = new HashSet<>();
    private String currentCatalog = DEFAULT_CATALOG;
    private String currentDatabase = DEFAULT_DATABASE;

    /** A session's catalogs at its start: one, in memory, with one empty database. */
    public Catalogs() {
        catalogs.put(DEFAULT_CATALOG, new MemoryCatalog(DEFAULT_DATABASE));
    }

    /** Returns the names of the catalogs in alphabetical order. */
    public List<String> names() {
        return List.copyOf(catalogs.keySet());
    }

    /** Returns a catalog. */
    public Optional<Catalog> catalog(String name) {
        return Optional.ofNullable(catalogs.get(name));
    }

    /**
     * Returns a catalog that must be there.
     *
     * @param position where the statement names it
     * @throws SqlException if it is not
     */
    public Catalog catalogOrThrow(String name, SqlParserPos position) {
        return catalog(name)
                .orElseThrow(() -> SqlException.at(
                        position, "There is no catalog '" + name + "'." + Proposals.sentence(name, names())));
    }

    /**
     * Returns a database that must be there.
     *
     * @param position where the statement names it
     * @throws SqlException if it is not
     */
    public DatabaseDefinition databaseOrThrow(String catalogName, String name, SqlParserPos position) {
        Catalog catalog = catalogOrThrow(catalogName, position);
        return catalog.database(name)
                .orElseThrow(() -> SqlException.at(
                        position,
                        "There is no database '" + name + "' in catalog '" + catalogName + "'."
                                + Proposals.sentence(name, catalog.databases())));
    }

    /** Adds a catalog, in place of one of the same name. */
    public void register(String name, Catalog catalog) {
        catalogs.put(name, catalog);
    }

    /** Removes a catalog; what it keeps stays there. */
    public void unregister(String name) {
        catalogs.remove(name);
    }

    /** Returns the catalog in which names of one or two parts are looked up. */
    public String currentCatalog() {
        return currentCatalog;
    }

    /** Returns the database in which names of one part are looked up. */
    public String currentDatabase() {
        return currentDatabase;
    }

    /** Moves to a database, which must be there. */
    public void use(String catalog, String database) {
        currentCatalog = catalog;
        currentDatabase = database;
    }

    /**
     * Completes a name by the current catalog and database.
     *
     * @param position where the statement has it
     * @throws SqlException if it has more than three parts
     */
    public ObjectPath resolve(List<String> parts, SqlParserPos position) {
        return switch (parts.size()) {
            case 1 -> new ObjectPath(currentCatalog, currentDatabase, parts.get(0));
            case 2 -> new ObjectPath(currentCatalog, parts.get(0), parts.get(1));
            case 3 -> new ObjectPath(parts.get(0), parts.get(1), parts.get(2));
            default ->
                throw SqlException.at(
                        position,
                        "A name has up to three parts, catalog.database.name, and '" + String.join(".", parts)
                                + "' has " + parts.size() + ".");
        };
    }

    /** Returns a table or a view, a temporary one before one of a catalog. */
    public Optional<CatalogObject> object(ObjectPath path) {
        CatalogObject temporary = temporaryObjects.get(path.quoted());
        return temporary != null ? Optional.of(temporary) : permanentObject(path);
    }

    /** Returns a table or a view of a catalog, even where a temporary one hides it. */
    public Optional<CatalogObject> permanentObject(ObjectPath path) {
        return catalog(path.catalog()).flatMap(catalog -> catalog.object(path.database(), path.name()));
    }

    /** Whether a name is that of a temporary table or view. */
    public boolean isTemporary(ObjectPath path) {
        return temporaryObjects.containsKey(path.quoted());
    }

    /**
     * Returns a table or a view that must be there.
     *
     * @param position where the statement names it
     * @throws SqlException if it is not
     */
    public CatalogObject objectOrThrow(ObjectPath path, SqlParserPos position) {
        return object(path).orElseThrow(() -> missing(path, position));
    }

    /** Returns the error of a table or view that is not there, with the nearest name that is. */
    public SqlException missing(ObjectPath path, SqlParserPos position) {
        databaseOrThrow(path.catalog(), path.database(), position);
        return SqlException.at(
                position,
                "There is no table or view '" + path.name() + "' in '" + path.catalog() + "." + path.database() + "'."
                        + Proposals.sentence(path.name(), objects(path.catalog(), path.database())));
    }

    /** Returns the names of the tables and views of a database, temporary ones among them, in alphabetical order. */
    public List<String> objects(String catalogName, String database) {
        TreeSet<String> names = new TreeSet<>();
        catalog(catalogName).ifPresent(catalog -> names.addAll(catalog.objects(database)));
        temporaryObjects.values().stream()
                .map(CatalogObject::path)
                .filter(path -> !unlisted.contains(path.quoted()))
                .filter(path ->
                        path.catalog().equals(catalogName) && path.database().equals(database))
                .forEach(path -> names.add(path.name()));
        return new ArrayList<>(names);
    }

    /** Adds a temporary table or view, or takes the place of the one that is there. */
    public void putTemporary(CatalogObject object) {
        temporaryObjects.put(object.path().quoted(), object);
    }

    /** Leaves a temporary table or view out of lists. */
    public void unlist(ObjectPath path) {
        unlisted.add(path.quoted());
    }

    /** Removes a temporary table or view. */
    public void removeTemporary(ObjectPath path) {
        temporaryObjects.remove(path.quoted());
    }

    /** Adds a table or a view to its catalog, which must be there, or takes the place of the one that is there. */
    public void put(CatalogObject object) {
        catalogOrThrow(object.path().catalog(), SqlParserPos.ZERO).putObject(object);
    }

    /** Changes a table or a view where it is kept, temporary or not. */
    public void replace(CatalogObject object) {
        if (isTemporary(object.path())) {
            putTemporary(object);
        } else {
            put(object);
        }
    }

    /**
     * Completes the name of a function by the current catalog and database. Upper and lower case are the same there.
     *
     * @param position where the statement has it
     * @throws SqlException if it has more than three parts
     */
    public ObjectPath functionPath(List<String> parts, SqlParserPos position) {
        return functionPath(parts, position, currentCatalog, currentDatabase);
    }

    /** As {@link #functionPath(List, SqlParserPos)}, by another catalog and database. */
    public ObjectPath functionPath(List<String> parts, SqlParserPos position, String catalog, String database) {
        ObjectPath path = resolve(parts, position);
        String name = path.name().toLowerCase(Locale.ROOT);
        return new ObjectPath(
                parts.size() < 3 ? catalog : path.catalog(), parts.size() < 2 ? database : path.database(), name);
    }

    /** Returns a function, a temporary one before one of a catalog. */
    public Optional<FunctionDefinition> function(ObjectPath path) {
        FunctionDefinition temporary = temporaryFunctions.get(path.quoted());
        return temporary != null ? Optional.of(temporary) : permanentFunction(path);
    }

    /** Returns a function of a catalog, even where a temporary one hides it. */
    public Optional<FunctionDefinition> permanentFunction(ObjectPath path) {
        return catalog(path.catalog()).flatMap(catalog -> catalog.function(path.database(), path.name()));
    }

    /** Returns the function that a name of one part means everywhere, before all others. */
    public Optional<FunctionDefinition> systemFunction(String name) {
        return Optional.ofNullable(systemFunctions.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether there is a temporary function. */
    public boolean isTemporaryFunction(ObjectPath path) {
        return temporaryFunctions.containsKey(path.quoted());
    }

    /** Adds a temporary function. */
    public void putTemporary(FunctionDefinition function) {
        temporaryFunctions.put(function.path().quoted(), function);
    }

    /** Adds a function that a name of one part means everywhere. */
    public void putSystem(FunctionDefinition function) {
        systemFunctions.put(function.path().name(), function);
    }

    /** Removes a temporary function; returns whether there was one. */
    public boolean removeTemporaryFunction(ObjectPath path) {
        return temporaryFunctions.remove(path.quoted()) != null;
    }

    /** Removes a temporary system function; returns whether there was one. */
    public boolean removeSystemFunction(String name) {
        return systemFunctions.remove(name.toLowerCase(Locale.ROOT)) != null;
    }

    /** Returns the names of the functions of the current database, temporary and system ones among them, in alphabetical order. */
    public List<String> functions() {
        return functions(currentCatalog, currentDatabase);
    }

    /** Returns the names of the functions of a database, temporary and system ones among them, in alphabetical order. */
    public List<String> functions(String catalogName, String database) {
        TreeSet<String> names = new TreeSet<>(systemFunctions.keySet());
        catalog(catalogName).ifPresent(catalog -> names.addAll(catalog.functions(database)));
        temporaryFunctions.values().stream()
                .map(FunctionDefinition::path)
                .filter(path ->
                        path.catalog().equals(catalogName) && path.database().equals(database))
                .forEach(path -> names.add(path.name()));
        return new ArrayList<>(names);
    }
}
