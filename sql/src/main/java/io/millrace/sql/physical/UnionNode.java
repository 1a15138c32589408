/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.stream.DataStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
    protected DataStream<Object> translate(Translation translation) {
        DataStream<Object> first = translation.stream(input());
        for (PhysicalNode other : inputs().subList(1, inputs().size())) {
            first = first.union(translation.stream(other));
        }
        return first;
    }
}
