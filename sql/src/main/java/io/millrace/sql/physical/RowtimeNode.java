/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.RowtimeOperator;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;

/** Rows whose timestamps are those of a column. */
final class RowtimeNode extends PhysicalNode {
    private final int column;

    /** @param column the rowtime */
    RowtimeNode(RelDataType rowType, PhysicalNode input, int column) {
        super(rowType, List.of(input));
        this.column = column;
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode();
    }

    @Override
    ChangelogMode changelogMode(RequiredChanges required, List<ChangelogMode> inputs) {
        return inputs.get(0);
    }

    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        return input().upsertKeys();
    }

    @Override
    List<ImmutableBitSet> computeChangeKeys() {
        return input().changeKeys();
    }

    @Override
    RequiredChanges requires(int input, RequiredChanges required) {
        return required;
    }

    @Override
    public String describe() {
        return "Rowtime(column=[" + rowType().getFieldNames().get(column) + "])";
    }

    /** That of the table: which columns of it are read is no part of it. */
    @Override
    String computeIdentity() {
        return input().identity();
    }

    @Override
    List<String> computeLineage() {
        return input().lineage();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        int rowtime = column;
        return translation.append(translation.stream(input()), "Rowtime", () -> new RowtimeOperator(rowtime));
    }
}
