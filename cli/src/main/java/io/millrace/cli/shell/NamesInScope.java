/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.sql.catalog.Catalog;
import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a statement can mean, as it would have to write them. */
final class NamesInScope {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9_]+|`[^`]+`)(?:\\.(?:[A-Za-z0-9_]+|`[^`]+`))*");

    private final Catalogs catalogs;

    NamesInScope(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** Returns the databases of the current catalog. */
    List<String> databases() {
        return databases(catalogs.currentCatalog());
    }

    private List<String> databases(String catalog) {
        return quoted(catalogs.catalog(catalog).map(Catalog::databases).orElse(List.of()));
    }

    /** Returns the tables and views of the current database. */
    List<String> tables() {
        return quoted(catalogs.objects(catalogs.currentCatalog(), catalogs.currentDatabase()));
    }

    /** Returns the same, and what the name of another one may begin with. */
    List<String> tablesAndQualifiers() {
        List<String> names = new ArrayList<>(tables());
        databases().forEach(name -> names.add(name + "."));
        quoted(catalogs.names()).forEach(name -> names.add(name + "."));
        return names;
    }

    /** Returns what there is in a database or in a catalog, as it goes on behind the qualifier. */
    List<String> within(String qualifier) {
        List<String> parts = parts(qualifier);
        List<String> names = new ArrayList<>();
        if (parts.size() == 1) {
            databases(parts.get(0)).forEach(name -> names.add(qualifier + "." + name + "."));
            quoted(catalogs.objects(catalogs.currentCatalog(), parts.get(0)))
                    .forEach(name -> names.add(qualifier + "." + name));
        } else if (parts.size() == 2) {
            quoted(catalogs.objects(parts.get(0), parts.get(1))).forEach(name -> names.add(qualifier + "." + name));
        }
        return names;
    }

    /** Returns the columns of all tables that a text names, each behind a prefix. */
    List<String> columns(String text, String prefix) {
        TreeSet<String> columns = new TreeSet<>();
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            object(parts(names.group()))
                    .ifPresent(object -> columns.addAll(object.rowType().getFieldNames()));
        }
        return quoted(columns).stream().map(name -> prefix + name).toList();
    }

    private Optional<CatalogObject> object(List<String> parts) {
        return switch (parts.size()) {
            case 1 -> object(catalogs.currentCatalog(), catalogs.currentDatabase(), parts.get(0));
            case 2 -> object(catalogs.currentCatalog(), parts.get(0), parts.get(1));
            case 3 -> object(parts.get(0), parts.get(1), parts.get(2));
            default -> Optional.empty();
        };
    }

    private Optional<CatalogObject> object(String catalog, String database, String name) {
        return catalogs.object(new ObjectPath(catalog, database, name));
    }

    private static List<String> parts(String name) {
        return Pattern.compile("\\.")
                .splitAsStream(name)
                .map(part -> part.replace("`", ""))
                .toList();
    }

    private static List<String> quoted(Iterable<String> names) {
        List<String> quoted = new ArrayList<>();
        names.forEach(name -> quoted.add(PLAIN.matcher(name).matches() ? name : "`" + name + "`"));
        return quoted;
    }
}
