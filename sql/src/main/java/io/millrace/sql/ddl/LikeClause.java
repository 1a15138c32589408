/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.parser.SqlException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike.FeatureOption;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike.MergingStrategy;

/**
 * LIKE: what a new table takes over from one that there is. Everything comes along unless it is EXCLUDING. What the statement declares as
 * well must be OVERWRITING, which options are unless the statement says otherwise.
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
        MergingStrategy all =
                feature == FeatureOption.OPTIONS ? MergingStrategy.OVERWRITING : MergingStrategy.INCLUDING;
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

    /** Returns what comes along of the other table, to which a statement adds what it declares. */
    SchemaDraft draft(SchemaDraft declared) {
        TableDefinition source = source();
        SchemaDraft draft = SchemaDraft.of(source);
        draft.columns().removeIf(column -> isExcluded(column.column()) || isOverwritten(column.column(), declared));
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
        refuseBoth(
                FeatureOption.WATERMARKS,
                draft.watermark().isPresent(),
                declared.watermark().isPresent());
        refuseBoth(
                FeatureOption.CONSTRAINTS,
                draft.primaryKey().isPresent(),
                declared.primaryKey().isPresent());
        refuseBoth(
                FeatureOption.PARTITIONS,
                !draft.partitionKeys().isEmpty(),
                !declared.partitionKeys().isEmpty());
        boolean sameKeys = declared.options().keySet().stream().anyMatch(draft.options()::containsKey);
        refuseBoth(FeatureOption.OPTIONS, sameKeys, sameKeys);
        return draft;
    }

    private void refuseBoth(FeatureOption feature, boolean there, boolean declared) {
        if (there && declared && strategies.get(feature) == MergingStrategy.INCLUDING) {
            boolean overwritable = feature == FeatureOption.WATERMARKS || feature == FeatureOption.OPTIONS;
            throw SqlException.at(
                    like.getSourceTable().getParserPosition(),
                    "'" + like.getSourceTable() + "' and the statement both have "
                            + feature.name().toLowerCase(Locale.ROOT) + ". Say which to take: LIKE ... (EXCLUDING "
                            + feature
                            + ")" + (overwritable ? " or (OVERWRITING " + feature + ")." : "."));
        }
    }

    /** Computed columns and metadata may be declared again, if that is said. */
    private boolean isOverwritten(Column column, SchemaDraft declared) {
        boolean allowed = (column instanceof Column.Computed && isOverwriting(FeatureOption.GENERATED))
                || (column instanceof Column.Metadata && isOverwriting(FeatureOption.METADATA));
        return allowed && declared.names().contains(column.name());
    }

    private boolean isOverwriting(FeatureOption feature) {
        return strategies.get(feature) == MergingStrategy.OVERWRITING;
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
