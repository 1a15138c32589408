/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.Catalogs;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.hint.HintPredicates;
import org.apache.calcite.rel.hint.HintStrategyTable;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/** How validated syntax becomes a plan: sub-queries stay sub-queries, for rules to remove. */
final class Conversion {

    private static final SqlToRelConverter.Config CONFIG = SqlToRelConverter.config()
            .withTrimUnusedFields(false)
            .withRelBuilderFactory(AsWritten.BUILDER)
            .withRelBuilderConfigTransform(AsWritten::config)
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            .withHintStrategyTable(HintStrategyTable.builder()
                    .hintStrategy(TableHints.OPTIONS, HintPredicates.TABLE_SCAN)
                    .hintStrategy(TableHints.STATE_TTL, HintPredicates.TABLE_SCAN)
                    .hintStrategy(TableHints.LOOKUP, HintPredicates.TABLE_SCAN)
                    .hintStrategy(TableHints.MULTI_JOIN, HintPredicates.TABLE_SCAN)
                    .hintStrategy(LateRowsHint.NAME, (hint, node) -> false) // seen to by the converter
                    .build());

    private Conversion() {}

    /** Converts what is to be one expression. */
    static SqlToRelConverter converter(SqlValidator validator, Prepare.CatalogReader reader, RelOptCluster cluster) {
        return new SqlToRelConverter(
                (rowType, query, schemaPath, viewPath) -> {
                    throw new UnsupportedOperationException("Views expand themselves.");
                },
                validator,
                reader,
                cluster,
                new Convertlets(null),
                CONFIG.withExpand(false));
    }

    /**
     * Converts a query.
     *
     * @param catalog the current one, which hints name tables of
     * @param database the current one
     * @param partitionedTables whether a function takes a table with PARTITION BY, which is converted only along with all sub-queries
     * @param hasPlaces whether places in the text are those of the statement, and not of a view's
     */
    static SqlToRelConverter converter(
            SqlValidator validator,
            Prepare.CatalogReader reader,
            RelOptCluster cluster,
            Catalogs catalogs,
            String catalog,
            String database,
            boolean partitionedTables,
            boolean hasPlaces) {
        return new LateRowsConverter(
                validator,
                reader,
                cluster,
                new Convertlets(database),
                CONFIG.withExpand(partitionedTables),
                catalogs,
                catalog,
                database,
                hasPlaces);
    }
}
