/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.parser.SqlException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Which names tables and views may take, and where they are put and found. */
final class ObjectNames {

    private final Catalogs catalogs;

    ObjectNames(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** Returns where a statement has the name that it is about, or where it begins if it has none. */
    static SqlParserPos position(SqlCall statement) {
        return statement.getOperandList().stream()
                .filter(SqlIdentifier.class::isInstance)
                .map(SqlNode::getParserPosition)
                .findFirst()
                .orElse(statement.getParserPosition());
    }

    /** Returns the path of a table or view that is to be, in a database that must be there. */
    ObjectPath forNew(SqlIdentifier name) {
        ObjectPath path = catalogs.resolve(name.names, name.getParserPosition());
        catalogs.databaseOrThrow(path.catalog(), path.database(), name.getParserPosition());
        return path;
    }

    /** Whether a name is taken, where that is no error. */
    boolean isTaken(ObjectPath path, boolean temporary, boolean ifNotExists, SqlIdentifier name) {
        boolean taken = temporary
                ? catalogs.isTemporary(path)
                : catalogs.permanentObject(path).isPresent();
        if (taken && !ifNotExists) {
            throw SqlException.at(
                    name.getParserPosition(),
                    "There is a " + (temporary ? "temporary " : "") + "table or view '" + path.name() + "' in '"
                            + path.catalog() + "." + path.database() + "' already.");
        }
        return taken;
    }

    void put(CatalogObject object, boolean temporary) {
        if (temporary) {
            catalogs.putTemporary(object);
        } else {
            catalogs.put(object);
        }
    }

    /** Returns what a DROP statement is about, if anything. */
    Optional<CatalogObject> toDrop(ObjectPath path, boolean temporary, boolean ifExists, SqlParserPos position) {
        if (!temporary && catalogs.isTemporary(path)) {
            throw SqlException.at(
                    position,
                    "The name '" + path.name() + "' is that of a temporary object; write DROP TEMPORARY to drop it.");
        }
        Optional<CatalogObject> found = temporary
                ? catalogs.object(path).filter(object -> catalogs.isTemporary(path))
                : catalogs.permanentObject(path);
        if (found.isEmpty() && !ifExists) {
            throw catalogs.missing(path, position);
        }
        return found;
    }

    void remove(ObjectPath path, boolean temporary) {
        if (temporary) {
            catalogs.removeTemporary(path);
        } else {
            catalogs.catalogOrThrow(path.catalog(), SqlParserPos.ZERO).removeObject(path.database(), path.name());
        }
    }

    /** Gives a table or view another name in its database, which must be free. */
    void rename(CatalogObject object, String[] newName, SqlParserPos position) {
        ObjectPath path = object.path();
        ObjectPath newPath =
                newName.length == 1 ? path.sibling(newName[0]) : catalogs.resolve(Arrays.asList(newName), position);
        if (!newPath.equals(path.sibling(newPath.name()))) {
            throw SqlException.at(
                    position, "A new name keeps the object in its database; '" + newPath + "' would not.");
        }
        if (catalogs.object(newPath).isPresent()) {
            throw SqlException.at(position, "There is a table or view '" + newPath.name() + "' already.");
        }
        boolean temporary = catalogs.isTemporary(path);
        remove(path, temporary);
        put(object.renamed(newPath), temporary);
    }
}
