/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** A step of a query as it runs. Immutable. */
public abstract class PhysicalNode {
    private final RelDataType rowType;
    private final List<PhysicalNode> inputs;

    protected PhysicalNode(RelDataType rowType, List<PhysicalNode> inputs) {
        this.rowType = rowType;
        this.inputs = List.copyOf(inputs);
    }

    /** Returns what its rows are. */
    public final RelDataType rowType() {
        return rowType;
    }

    public final List<PhysicalNode> inputs() {
        return inputs;
    }

    final PhysicalNode input() {
        return inputs.get(0);
    }

    /** Returns which changes its rows may be. */
    public abstract ChangelogMode changelogMode();

    /** Returns whether nothing it emits is ever changed or taken back. */
    final boolean isInsertOnly() {
        return changelogMode().isInsertOnly();
    }

    /** Returns its name and what it does, on one line, for EXPLAIN. */
    public abstract String describe();

    /** Makes the operators: a stream of batches of columns, those of the row type. Inputs are had from the translation. */
    protected abstract DataStream<Object> translate(Translation translation);

    /** Returns what the node's state depends on: while this is the same in two versions of a query, the state is, too. */
    String identity() {
        StringBuilder identity = new StringBuilder(describe());
        for (PhysicalNode input : inputs) {
            identity.append('\n').append(input.identity().indent(1));
        }
        return identity.toString();
    }
}
