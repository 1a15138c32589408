/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.plan.RelOptSchema;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelDistribution;
import org.apache.calcite.rel.RelDistributions;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelReferentialConstraint;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.Wrapper;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlAccessType;
import org.apache.calcite.sql.validate.SqlModality;
import org.apache.calcite.sql.validate.SqlMonotonicity;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** A table, a view or a scan as Calcite sees it: a row type, and a way to become part of a plan. */
final class PlanTable extends Prepare.AbstractPreparingTable {

    private static final double UNKNOWN_ROW_COUNT = 1_000_000;

    private final List<String> names;
    private final RelDataType rowType;
    private final Object definition;
    private final Expansion expansion;
    private final SchemaTable schemaTable = new SchemaTable(this);

    /** Makes a plan of a table. */
    interface Expansion {
        RelNode expand(PlanTable table, RelOptTable.ToRelContext context);
    }

    PlanTable(List<String> names, RelDataType rowType, Object definition, Expansion expansion) {
        this.names = List.copyOf(names);
        this.rowType = rowType;
        this.definition = definition;
        this.expansion = expansion;
    }

    /** Returns the same as schemas hold it. */
    Table asSchemaTable() {
        return schemaTable;
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context) {
        return expansion.expand(this, context);
    }

    @Override
    public <C> @Nullable C unwrap(Class<C> wanted) {
        if (wanted.isInstance(definition)) {
            return wanted.cast(definition);
        }
        if (wanted.isInstance(this)) {
            return wanted.cast(this);
        }
        return wanted.isInstance(schemaTable) ? wanted.cast(schemaTable) : null;
    }

    @Override
    public List<String> getQualifiedName() {
        return names;
    }

    @Override
    public RelDataType getRowType() {
        return rowType;
    }

    @Override
    public double getRowCount() {
        return UNKNOWN_ROW_COUNT;
    }

    @Override
    public @Nullable RelOptSchema getRelOptSchema() {
        return null;
    }

    @Override
    public List<RelCollation> getCollationList() {
        return List.of();
    }

    @Override
    public RelDistribution getDistribution() {
        return RelDistributions.ANY;
    }

    @Override
    public boolean isKey(ImmutableBitSet columns) {
        return false;
    }

    @Override
    public List<ImmutableBitSet> getKeys() {
        return List.of();
    }

    @Override
    public List<RelReferentialConstraint> getReferentialConstraints() {
        return List.of();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Expression getExpression(Class type) {
        return null;
    }

    @Override
    public SqlMonotonicity getMonotonicity(String columnName) {
        return SqlMonotonicity.NOT_MONOTONIC;
    }

    @Override
    public SqlAccessType getAllowedAccess() {
        return SqlAccessType.ALL;
    }

    @Override
    public boolean supportsModality(SqlModality modality) {
        return true;
    }

    @Override
    public boolean isTemporal() {
        return true;
    }

    @Override
    protected RelOptTable extend(Table extendedTable) {
        throw new UnsupportedOperationException("Tables have the columns that they are defined with.");
    }

    /** What a schema holds, and hands out. */
    private static final class SchemaTable extends AbstractTable implements Wrapper {
        private final PlanTable table;

        SchemaTable(PlanTable table) {
            this.table = table;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory types) {
            return table.getRowType();
        }

        @Override
        public <C> @Nullable C unwrap(Class<C> wanted) {
            return wanted.isInstance(this) ? wanted.cast(this) : table.unwrap(wanted);
        }
    }
}
