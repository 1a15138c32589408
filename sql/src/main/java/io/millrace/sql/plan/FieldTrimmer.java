/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexPermuteInputsShuttle;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;

/**
 * Takes columns out of the inputs of nodes that nothing above looks at: they would be read, sent and kept for nothing. Public because
 * Calcite finds its methods by reflection.
 */
public final class FieldTrimmer extends RelFieldTrimmer {
    FieldTrimmer(RelNode plan) {
        super(null, AsWritten.BUILDER.create(plan.getCluster(), null));
    }

    /** The column of event time stays, with those that its watermark is computed from. */
    public TrimResult trimFields(
            WatermarkAssigner assigner, ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields) {
        ImmutableBitSet needed =
                fieldsUsed.set(assigner.rowtimeIndex()).union(RelOptUtil.InputFinder.bits(assigner.watermark()));
        TrimResult trimmed = trimChild(assigner, assigner.getInput(), needed, extraFields);
        RelNode input = trimmed.left;
        Mapping mapping = trimmed.right;
        if (input == assigner.getInput() && mapping.isIdentity()) {
            return result(
                    assigner, Mappings.createIdentity(assigner.getRowType().getFieldCount()));
        }
        RexNode watermark = assigner.watermark().accept(new RexPermuteInputsShuttle(mapping, input));
        WatermarkAssigner result = WatermarkAssigner.create(
                input, rowType(assigner, mapping), mapping.getTarget(assigner.rowtimeIndex()), watermark);
        return result(result, mapping);
    }

    /** The columns stay that late rows are to have. */
    public TrimResult trimFields(LateRowsInput input, ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields) {
        ImmutableBitSet needed =
                fieldsUsed.union(ImmutableBitSet.of(input.late().columns()));
        TrimResult trimmed = trimChild(input, input.getInput(), needed, extraFields);
        Mapping mapping = trimmed.right;
        List<Integer> columns =
                input.late().columns().stream().map(mapping::getTarget).toList();
        LateRows late = new LateRows(input.late().target(), columns);
        return result(LateRowsInput.of(trimmed.left, late), mapping);
    }

    /** All columns stay, and what is below loses what it does not need for them. */
    public TrimResult trimFields(KeptWhole kept, ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields) {
        int width = kept.getRowType().getFieldCount();
        TrimResult trimmed = trimChildRestore(kept, kept.getInput(), ImmutableBitSet.range(width), Set.of());
        return result(KeptWhole.of(trimmed.left), Mappings.createIdentity(width));
    }

    /** The function may look at all columns of its tables; what is below loses what it does not need for them. */
    public TrimResult trimFields(ProcessTableScan call, ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields) {
        List<RelNode> tables = new ArrayList<>();
        for (RelNode table : call.getInputs()) {
            ImmutableBitSet all = ImmutableBitSet.range(table.getRowType().getFieldCount());
            tables.add(trimChildRestore(call, table, all, Set.of()).left);
        }
        return result(
                call.copy(call.getTraitSet(), tables),
                Mappings.createIdentity(call.getRowType().getFieldCount()));
    }

    /** Windows leave the columns of their table as they are, and need only that of the time; late rows are to have all columns. */
    @Override
    public TrimResult trimFields(
            LogicalTableFunctionScan scan, ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields) {
        if (!Windowed.is(scan)) {
            return super.trimFields(scan, fieldsUsed, extraFields);
        }
        RelNode table = scan.getInput(0);
        int width = table.getRowType().getFieldCount();
        int all = scan.getRowType().getFieldCount();
        ImmutableBitSet needed =
                fieldsUsed.intersect(ImmutableBitSet.range(width)).union(RelOptUtil.InputFinder.bits(scan.getCall()));
        TrimResult trimmed = trimChild(scan, table, needed, extraFields);
        Mapping columns = trimmed.right;
        Mapping mapping = Mappings.create(MappingType.INVERSE_SURJECTION, all, columns.getTargetCount() + all - width);
        columns.forEach(pair -> mapping.set(pair.source, pair.target));
        RelDataTypeFactory.Builder row = scan.getCluster().getTypeFactory().builder();
        row.addAll(trimmed.left.getRowType().getFieldList());
        for (int window = width; window < all; window++) {
            mapping.set(window, row.getFieldCount());
            row.add(scan.getRowType().getFieldList().get(window));
        }
        RexNode call = scan.getCall().accept(new RexPermuteInputsShuttle(columns, trimmed.left));
        return result(scan.copy(scan.getTraitSet(), List.of(trimmed.left), call, null, row.build(), Set.of()), mapping);
    }

    private static RelDataType rowType(WatermarkAssigner assigner, Mapping mapping) {
        RelDataTypeFactory.Builder row = assigner.getCluster().getTypeFactory().builder();
        for (int target = 0; target < mapping.getTargetCount(); target++) {
            row.add(assigner.getRowType().getFieldList().get(mapping.getSource(target)));
        }
        return row.build();
    }
}
