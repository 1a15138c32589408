/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.UnnestOperator;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** The elements of the last column of rows, each beside the columns before. */
final class UnnestNode extends PhysicalNode {
    private final int kept;
    private final boolean numbered;
    private final boolean preserves;

    /**
     * @param kept how many columns come before the collection
     * @param numbered whether a last column tells where in the collection the element stands, from 1
     * @param preserves whether a row without elements comes out with nulls
     */
    UnnestNode(RelDataType rowType, PhysicalNode input, int kept, boolean numbered, boolean preserves) {
        super(rowType, List.of(input));
        this.kept = kept;
        this.numbered = numbered;
        this.preserves = preserves;
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode();
    }

    @Override
    public String describe() {
        return "Unnest(column=[" + input().rowType().getFieldNames().get(kept) + "]" + (numbered ? ", ordinality" : "")
                + (preserves ? ", type=[left]" : "") + ")";
    }

    @Override
    String computeIdentity() {
        return "UNNEST " + input().lineage().get(kept) + (preserves ? " LEFT" : "") + " OF\n"
                + input().identity().indent(1);
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>(input().lineage().subList(0, kept));
        for (int i = kept; i < rowType().getFieldCount(); i++) {
            columns.add("UNNEST(" + input().lineage().get(kept) + ")$" + (i - kept));
        }
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType output = rowType();
        RelDataType collection = input().rowType().getFieldList().get(kept).getType();
        return translation.append(
                translation.stream(input()),
                "Unnest",
                () -> new UnnestOperator(output, kept, collection, numbered, preserves));
    }
}
