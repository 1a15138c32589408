/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.StatementParser;
import io.millrace.sql.type.ImplicitCasts;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code LATE_ROWS('table')} behind SELECT: the table takes the rows that come too late for the windows of that SELECT. */
final class LateRowsHint {
    static final String NAME = "LATE_ROWS";

    private final SqlHint hint;
    private boolean used;

    private LateRowsHint(SqlHint hint) {
        this.hint = hint;
    }

    /** Returns the hint of a SELECT, or null if it has none. */
    static @Nullable LateRowsHint of(SqlSelect select) {
        SqlNodeList hints = select.getHints(); // null where the parser did not make the SELECT
        LateRowsHint found = null;
        for (SqlNode node : hints == null ? SqlNodeList.EMPTY : hints) {
            if (node instanceof SqlHint hint && hint.getName().equalsIgnoreCase(NAME)) {
                if (found != null) {
                    throw SqlException.at(
                            hint.getParserPosition(), "A SELECT has one LATE_ROWS hint: late rows go to one table.");
                }
                found = new LateRowsHint(hint);
            }
        }
        return found;
    }

    boolean isUsed() {
        return used;
    }

    SqlException wrong(String reason) {
        return SqlException.at(hint.getParserPosition(), reason);
    }

    /**
     * Finds the columns of the table among those of rows that may come too late.
     *
     * @param catalog that names without one are of
     * @throws SqlException if there is no such table, or its columns are others
     */
    LateRows of(RelDataType row, Catalogs catalogs, String catalog, String database) {
        if (used) {
            throw wrong("This SELECT has several windows, and LATE_ROWS is for the rows of one."
                    + " Put each of them into a sub-query, with a hint of its own.");
        }
        used = true;
        TableDefinition table = table(catalogs, catalog, database);
        List<Integer> columns = new ArrayList<>();
        for (Column column : table.writtenColumns()) {
            columns.add(place(column, row, table));
        }
        return new LateRows(table, columns);
    }

    private TableDefinition table(Catalogs catalogs, String catalog, String database) {
        List<String> options = hint.getOptionList();
        if (options.size() != 1) {
            throw wrong("LATE_ROWS names one table, as LATE_ROWS('late').");
        }
        SqlParserPos position = hint.getParserPosition();
        List<String> names = names(options.get(0));
        ObjectPath path =
                switch (names.size()) {
                    case 1 -> new ObjectPath(catalog, database, names.get(0));
                    case 2 -> new ObjectPath(catalog, names.get(0), names.get(1));
                    default -> catalogs.resolve(names, position);
                };
        CatalogObject object = catalogs.objectOrThrow(path, position);
        if (object instanceof TableDefinition table) {
            return table;
        }
        throw wrong("'" + path.name() + "' is a view, and nothing can be inserted into it.");
    }

    private List<String> names(String text) {
        try {
            if (StatementParser.parseExpression(text) instanceof SqlIdentifier identifier) {
                return identifier.names;
            }
        } catch (SqlException e) {
            throw wrong("LATE_ROWS names a table, as LATE_ROWS('late'), and '" + text + "' is no name: " + e.reason());
        }
        throw wrong("LATE_ROWS names a table, as LATE_ROWS('late'), and '" + text + "' is no name.");
    }

    private int place(Column column, RelDataType row, TableDefinition table) {
        List<String> names = row.getFieldNames();
        int index = names.indexOf(column.name());
        if (index < 0) {
            throw wrong("Late rows are to go to " + table.path() + ", which has a column '" + column.name()
                    + "', and they have none of that name."
                    + Proposals.nearest(column.name(), names)
                            .map(name -> " Did you mean '" + name + "'?")
                            .orElse(" They have " + String.join(", ", names) + "."));
        }
        RelDataTypeField field = row.getFieldList().get(index);
        if (!ImplicitCasts.allowed(field.getType(), column.type())) {
            throw wrong("The column '" + column.name() + "' of " + table.path() + " is "
                    + TypeNames.summary(column.type()) + ", and late rows have "
                    + TypeNames.summary(field.getType()) + " there.");
        }
        return index;
    }
}
