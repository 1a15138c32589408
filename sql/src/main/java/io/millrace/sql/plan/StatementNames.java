/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** All names in a statement, from before validation, which changes them. They tell what a wrong one among them may have meant. */
final class StatementNames {

    private final List<SqlIdentifier> identifiers = new ArrayList<>();
    private boolean partitionedTables;

    private StatementNames() {}

    static StatementNames of(SqlNode statement) {
        StatementNames found = new StatementNames();
        statement.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                found.identifiers.add(identifier);
                return null;
            }

            @Override
            public @Nullable Void visit(SqlCall call) {
                found.partitionedTables |= call.getKind() == SqlKind.SET_SEMANTICS_TABLE;
                return super.visit(call);
            }
        });
        return found;
    }

    /** Whether a function takes a table with PARTITION BY. */
    boolean hasPartitionedTables() {
        return partitionedTables;
    }

    /** Returns what a person is told of a failure. */
    SqlException translate(Throwable failure, Catalogs catalogs) {
        return missingTable(failure, catalogs)
                .orElseGet(() ->
                        ValidationErrors.translate(failure, new NameHints(columns(catalogs), catalogs.functions())));
    }

    private Optional<SqlException> missingTable(Throwable failure, Catalogs catalogs) {
        return ValidationErrors.placeOfMissingTable(failure)
                .flatMap(this::at)
                .filter(identifier -> identifier.names.size() <= 3)
                .map(identifier -> {
                    SqlParserPos position = identifier.getParserPosition();
                    return catalogs.missing(catalogs.resolve(identifier.names, position), position);
                });
    }

    private Optional<SqlIdentifier> at(SqlParserPos position) {
        return identifiers.stream()
                .filter(identifier -> !identifier.isStar())
                .filter(identifier -> identifier.getParserPosition().overlaps(position))
                .findFirst();
    }

    /** The columns of everything that the statement names, of which it may have meant one. */
    private List<String> columns(Catalogs catalogs) {
        List<String> names = new ArrayList<>();
        for (SqlIdentifier identifier : identifiers) {
            if (!identifier.isStar() && identifier.names.size() <= 3) {
                catalogs.object(catalogs.resolve(identifier.names, identifier.getParserPosition()))
                        .map(CatalogObject::rowType)
                        .ifPresent(row -> names.addAll(row.getFieldNames()));
            }
        }
        return names;
    }
}
