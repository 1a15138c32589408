/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;

/** All rows of all inputs. */
final class UnionNode extends PhysicalNode {
    UnionNode(RelDataType rowType, List<PhysicalNode> inputs) {
        super(rowType, inputs);
    }

    @Override
    public ChangelogMode changelogMode() {
        Set<RowKind> kinds = EnumSet.noneOf(RowKind.class);
        inputs().forEach(input -> kinds.addAll(input.changelogMode().getContainedKinds()));
        return ChangelogMode.of(kinds);
    }

    @Override
    public String describe() {
        return "Union(all=[true])";
    }

    @Override
    String computeIdentity() {
        return inputs().stream().map(PhysicalNode::identity).collect(Collectors.joining("\nUNION ALL\n"));
    }

    /** Where the inputs differ, a column is all that it is in any of them. */
    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < rowType().getFieldCount(); i++) {
            int column = i;
            List<String> kinds =
                    inputs().stream().map(input -> input.lineage().get(column)).toList();
            boolean same = kinds.stream().distinct().count() == 1;
            columns.add(same ? kinds.get(0) : String.join("|", kinds));
        }
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        DataStream<Object> first = translation.stream(input());
        for (PhysicalNode other : inputs().subList(1, inputs().size())) {
            first = first.union(translation.stream(other));
        }
        return first;
    }
}
