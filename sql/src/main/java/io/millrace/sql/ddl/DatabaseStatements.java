/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Catalog;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.DatabaseDefinition;
import io.millrace.sql.catalog.DefinitionTexts;
import io.millrace.sql.catalog.DirectoryCatalog;
import io.millrace.sql.catalog.MemoryCatalog;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.ResultTable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.SqlAlterDatabase;
import org.apache.flink.sql.parser.ddl.SqlCreateDatabase;
import org.apache.flink.sql.parser.ddl.SqlDropDatabase;
import org.apache.flink.sql.parser.ddl.SqlUseDatabase;
import org.apache.flink.sql.parser.ddl.catalog.SqlCreateCatalog;
import org.apache.flink.sql.parser.ddl.catalog.SqlDropCatalog;
import org.apache.flink.sql.parser.ddl.catalog.SqlUseCatalog;

/** CREATE, ALTER and DROP of databases and catalogs, and USE. */
final class DatabaseStatements {

    private static final String IN_MEMORY = "generic_in_memory";
    private static final String IN_FILES = "filesystem";
    private static final String TYPE = "type";
    private static final String PATH = "path";
    private static final String DEFAULT_DATABASE = "default-database";

    private final Catalogs catalogs;
    private final DefinitionTexts texts;

    /** @param texts how catalogs in files write definitions */
    DatabaseStatements(Catalogs catalogs, DefinitionTexts texts) {
        this.catalogs = catalogs;
        this.texts = texts;
    }

    /** The name of a database, completed by the current catalog. */
    private record DatabasePath(String catalog, String database) {}

    private DatabasePath path(String[] name, SqlParserPos position) {
        return switch (name.length) {
            case 1 -> new DatabasePath(catalogs.currentCatalog(), name[0]);
            case 2 -> new DatabasePath(name[0], name[1]);
            default -> throw SqlException.at(position, "The name of a database has one or two parts.");
        };
    }

    ResultTable create(SqlCreateDatabase statement) {
        SqlParserPos position = statement.getName().getParserPosition();
        DatabasePath path = path(statement.getFullName(), position);
        Catalog catalog = catalogs.catalogOrThrow(path.catalog, position);
        if (catalog.database(path.database).isPresent()) {
            if (statement.isIfNotExists()) {
                return ResultTable.OK;
            }
            throw SqlException.at(position, "There is a database '" + path.database + "' already.");
        }
        catalog.putDatabase(
                path.database,
                new DatabaseDefinition(statement.getProperties(), Optional.ofNullable(statement.getComment())));
        return ResultTable.OK;
    }

    ResultTable alter(SqlAlterDatabase statement) {
        SqlParserPos position = ObjectNames.position(statement);
        DatabasePath path = path(statement.getFullName(), position);
        DatabaseDefinition database = catalogs.databaseOrThrow(path.catalog, path.database, position);
        Map<String, String> options = new LinkedHashMap<>(database.options());
        options.putAll(statement.getProperties());
        catalogs.catalogOrThrow(path.catalog, position)
                .putDatabase(path.database, new DatabaseDefinition(options, database.comment()));
        return ResultTable.OK;
    }

    ResultTable drop(SqlDropDatabase statement) {
        SqlParserPos position = ObjectNames.position(statement);
        DatabasePath path = path(statement.getFullName(), position);
        Catalog catalog = catalogs.catalogOrThrow(path.catalog, position);
        if (statement.getIfExists() && catalog.database(path.database).isEmpty()) {
            return ResultTable.OK;
        }
        catalogs.databaseOrThrow(path.catalog, path.database, position);
        if (path.catalog.equals(catalogs.currentCatalog()) && path.database.equals(catalogs.currentDatabase())) {
            throw SqlException.at(position, "'" + path.database + "' is the current database; USE another one first.");
        }
        boolean empty = catalog.objects(path.database).isEmpty()
                && catalog.functions(path.database).isEmpty();
        if (!empty && !statement.isCascade()) {
            throw SqlException.at(
                    position,
                    "The database '" + path.database
                            + "' is not empty; DROP DATABASE ... CASCADE drops what is in it, too.");
        }
        catalog.removeDatabase(path.database);
        return ResultTable.OK;
    }

    ResultTable use(SqlUseDatabase statement) {
        SqlParserPos position = statement.getDatabaseName().getParserPosition();
        DatabasePath path = path(statement.fullDatabaseName(), position);
        catalogs.databaseOrThrow(path.catalog, path.database, position);
        catalogs.use(path.catalog, path.database);
        return ResultTable.OK;
    }

    ResultTable use(SqlUseCatalog statement) {
        SqlParserPos position = statement.getCatalogName().getParserPosition();
        Catalog catalog = catalogs.catalogOrThrow(statement.catalogName(), position);
        if (!statement.catalogName().equals(catalogs.currentCatalog())) {
            catalogs.use(statement.catalogName(), databaseOf(catalog, statement.catalogName(), position));
        }
        return ResultTable.OK;
    }

    private static String databaseOf(Catalog catalog, String name, SqlParserPos position) {
        return catalog.database(catalog.defaultDatabase()).isPresent()
                ? catalog.defaultDatabase()
                : firstDatabase(catalog, name, position);
    }

    private static String firstDatabase(Catalog catalog, String name, SqlParserPos position) {
        return catalog.databases().stream()
                .findFirst()
                .orElseThrow(() -> SqlException.at(position, "The catalog '" + name + "' has no database to be in."));
    }

    ResultTable create(SqlCreateCatalog statement) {
        SqlParserPos position = statement.getName().getParserPosition();
        String name = statement.catalogName();
        if (catalogs.catalog(name).isPresent()) {
            if (statement.isIfNotExists()) {
                return ResultTable.OK;
            }
            throw SqlException.at(position, "There is a catalog '" + name + "' already.");
        }
        try {
            catalogs.register(name, catalog(name, statement.getProperties()));
        } catch (SqlException wrong) {
            throw wrong.orAt(position);
        }
        return ResultTable.OK;
    }

    private Catalog catalog(String name, Map<String, String> options) {
        String type = options.getOrDefault(TYPE, "");
        String database = options.getOrDefault(DEFAULT_DATABASE, "default");
        switch (type) {
            case IN_MEMORY -> {
                requireKnown(type, options, List.of(DEFAULT_DATABASE));
                return new MemoryCatalog(database);
            }
            case IN_FILES -> {
                requireKnown(type, options, List.of(DEFAULT_DATABASE, PATH));
                return new DirectoryCatalog(name, directory(options), database, texts);
            }
            default ->
                throw SqlException.of("A catalog must say its 'type', which can be '" + IN_MEMORY + "' or '" + IN_FILES
                        + "', which keeps its definitions in files.");
        }
    }

    private static Path directory(Map<String, String> options) {
        String path = options.getOrDefault(PATH, "").strip();
        if (path.isEmpty()) {
            throw SqlException.of("A catalog of type '" + IN_FILES
                    + "' needs a 'path', the directory in which it keeps its definitions.");
        }
        try {
            return Path.of(path.replaceFirst("^file:(//(?=/))?", ""));
        } catch (InvalidPathException wrong) {
            throw SqlException.of("The 'path' = '" + path + "' of a catalog is no path: " + wrong.getReason() + ".");
        }
    }

    private static void requireKnown(String type, Map<String, String> options, List<String> known) {
        for (String key : options.keySet()) {
            if (!key.equals(TYPE) && !known.contains(key)) {
                throw SqlException.of("A catalog of type '" + type + "' has no option '" + key + "'; it has '"
                        + String.join("' and '", known) + "'.");
            }
        }
    }

    ResultTable drop(SqlDropCatalog statement) {
        SqlParserPos position = ObjectNames.position(statement);
        String name = statement.catalogName();
        if (statement.getIfExists() && catalogs.catalog(name).isEmpty()) {
            return ResultTable.OK;
        }
        catalogs.catalogOrThrow(name, position);
        if (name.equals(catalogs.currentCatalog())) {
            throw SqlException.at(position, "'" + name + "' is the current catalog; USE another one first.");
        }
        catalogs.unregister(name);
        return ResultTable.OK;
    }
}
