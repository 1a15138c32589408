/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.codegen.CalcFactory;
import io.millrace.sql.codegen.ExpressionText;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.CalcOperator;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** A filter and projections of rows. */
final class CalcNode extends PhysicalNode {
    private final @Nullable RexNode condition;
    private final List<RexNode> projections;
    private final RelDataTypeFactory types;

    CalcNode(
            RelDataType rowType,
            PhysicalNode input,
            @Nullable RexNode condition,
            List<RexNode> projections,
            RelDataTypeFactory types) {
        super(rowType, List.of(input));
        this.condition = condition;
        this.projections = List.copyOf(projections);
        this.types = types;
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode();
    }

    @Override
    ChangelogMode changelogMode(RequiredChanges required, List<ChangelogMode> inputs) {
        return inputs.get(0);
    }

    /** Where a row may pass before an update and not after it, the update has to be told as a whole. */
    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        List<ImmutableBitSet> keys = input().upsertKeys();
        return condition == null || UpsertKeys.determine(condition, keys)
                ? UpsertKeys.projected(keys, projections)
                : List.of();
    }

    @Override
    List<ImmutableBitSet> computeChangeKeys() {
        return UpsertKeys.projected(input().changeKeys(), projections);
    }

    @Override
    RequiredChanges requires(int input, RequiredChanges required) {
        return required == RequiredChanges.UPSERTS_BY_KEY && !takesKeysAlone() ? RequiredChanges.UPSERTS : required;
    }

    /** Returns whether nothing is computed of columns that are missing where rows are deleted by their keys. */
    private boolean takesKeysAlone() {
        return projections.stream()
                .allMatch(projection ->
                        projection instanceof RexInputRef || UpsertKeys.determine(projection, input().upsertKeys()));
    }

    @Override
    public boolean isOrdered() {
        return input().isOrdered();
    }

    @Override
    public String describe() {
        ExpressionText text = new ExpressionText(input().rowType());
        List<String> names = rowType().getFieldNames();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < projections.size(); i++) {
            String column = text.of(projections.get(i));
            columns.add(column.equals(names.get(i)) ? column : column + " AS " + names.get(i));
        }
        String where = condition == null ? "" : ", where=[" + text.of(condition) + "]";
        return "Calc(select=" + columns + where + ")";
    }

    @Override
    String computeIdentity() {
        return condition == null
                ? input().identity()
                : input().identity() + " WHERE " + Lineage.of(condition, input().lineage());
    }

    @Override
    List<String> computeLineage() {
        return projections.stream()
                .map(projection -> Lineage.of(projection, input().lineage()))
                .toList();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        CalcFactory factory =
                new CalcCompiler(types, translation.zone()).compile(input().rowType(), condition, projections);
        return translation.append(translation.stream(input()), "Calc", () -> new CalcOperator(factory));
    }
}
