/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Where definitions are kept. An implementation need not check anything: {@link Catalogs} asks before it changes something. It is used by
 * one thread at a time.
 */
public interface Catalog {

    /** Returns the database that USE CATALOG moves to, unless it was dropped. */
    String defaultDatabase();

    /** Returns the names of the databases in alphabetical order. */
    List<String> databases();

    /** Returns a database. */
    Optional<DatabaseDefinition> database(String name);

    /** Adds a database, or changes what is known of it. */
    void putDatabase(String name, DatabaseDefinition definition);

    /** Removes a database and all that is in it. */
    void removeDatabase(String name);

    /** Returns the names of the tables and views of a database in alphabetical order. */
    List<String> objects(String database);

    /** Returns a table or a view. */
    Optional<CatalogObject> object(String database, String name);

    /** Adds a table or a view at its path, or takes the place of the one that is there. */
    void putObject(CatalogObject object);

    /** Removes a table or a view. */
    void removeObject(String database, String name);

    /** Returns the names of the functions of a database in alphabetical order. */
    List<String> functions(String database);

    /** Returns a function. */
    Optional<FunctionDefinition> function(String database, String name);

    /** Adds a function at its path, or takes the place of the one that is there. */
    void putFunction(FunctionDefinition function);

    /** Removes a function. */
    void removeFunction(String database, String name);
}
