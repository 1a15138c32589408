/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.parser.SqlException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike.FeatureOption;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike.MergingStrategy;

/**
 * LIKE: what a new table takes over from one that there is. Everything comes along unless it is excluded; where the statement declares
 * options of the same key, or another watermark, that must be said (OVERWRITING), and options are overwritten anyway.
 */
final class LikeClause {

    private final Catalogs catalogs;
    private final SqlTableLike like;
    private final Map<FeatureOption, MergingStrategy> strategies = new EnumMap<>(FeatureOption.class);

    LikeClause(Catalogs catalogs, SqlTableLike like) {
        this.catalogs = catalogs;
        this.like = like;
        for (FeatureOption feature : FeatureOption.values()) {
            strategies.put(feature, strategy(feature));
        }
    }

    private MergingStrategy strategy(FeatureOption feature) {
        MergingStrategy all = MergingStrategy.INCLUDING;
        for (SqlTableLike.SqlTableLikeOption option : like.getOptions()) {
            if (option.getFeatureOption() == feature) {
                return option.getMergingStrategy();
            }
            if (option.getFeatureOption() == FeatureOption.ALL) {
                all = option.getMergingStrategy();
            }
        }
        return all;
    }

    /** Returns what comes along, to which the statement adds what it declares. */
    SchemaDraft draft() {
        TableDefinition source = source();
        SchemaDraft draft = SchemaDraft.of(source);
        draft.columns().removeIf(column -> isExcluded(column.column()));
        if (isExcluded(FeatureOption.WATERMARKS)) {
            draft.watermark(Optional.empty());
        }
        if (isExcluded(FeatureOption.CONSTRAINTS)) {
            draft.primaryKey(Optional.empty());
        }
        if (isExcluded(FeatureOption.PARTITIONS)) {
            draft.partitionKeys().clear();
        }
        if (isExcluded(FeatureOption.OPTIONS)) {
            draft.options().clear();
        }
        return draft;
    }

    private boolean isExcluded(FeatureOption feature) {
        return strategies.get(feature) == MergingStrategy.EXCLUDING;
    }

    private boolean isExcluded(Column column) {
        return (column instanceof Column.Computed && isExcluded(FeatureOption.GENERATED))
                || (column instanceof Column.Metadata && isExcluded(FeatureOption.METADATA));
    }

    private TableDefinition source() {
        SqlIdentifier name = like.getSourceTable();
        ObjectPath path = catalogs.resolve(name.names, name.getParserPosition());
        CatalogObject object = catalogs.objectOrThrow(path, name.getParserPosition());
        if (object instanceof TableDefinition table) {
            return table;
        }
        throw SqlException.at(name.getParserPosition(), "'" + path.name() + "' is a view; LIKE takes a table.");
    }
}
