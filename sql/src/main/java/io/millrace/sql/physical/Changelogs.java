/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.sql.connector.ChangelogMode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Which changes the steps of plans make: no more than those need that take their rows. What is required goes from the ends of plans to their sources; where several take
 * the rows of a step, it makes what serves them all.
 *
 * <pre>
 *  INSERT INTO t, PRIMARY KEY (k)       takes upserts by k
 *  └─ Calc(k, n)             I,UA,D     has k, and passes on what is required of it
 *     └─ GroupAggregate(k)   I,UA,D     makes upserts by k
 *        └─ Source       I,UB,UA,D      whole changes: groups take rows back
 * </pre>
 */
public final class Changelogs {
    private final Map<PhysicalNode, RequiredChanges> required = new IdentityHashMap<>();
    private final Map<PhysicalNode, ChangelogMode> modes = new IdentityHashMap<>(); // as things are required now

    /**
     * Returns what is required of a plan by whoever takes some kinds of changes.
     *
     * @param key the columns by which rows are found there; empty where they are not
     */
    public static RequiredChanges required(PhysicalNode plan, ChangelogMode taken, List<Integer> key) {
        boolean upserts = taken.contains(RowKind.UPDATE_AFTER)
                && !taken.contains(RowKind.UPDATE_BEFORE)
                && !key.isEmpty()
                && plan.upsertKeys().contains(ImmutableBitSet.of(key));
        return upserts ? RequiredChanges.UPSERTS_BY_KEY : RequiredChanges.WHOLE;
    }

    /** Says what is required of the last step of a plan, beside what is already. */
    public void require(PhysicalNode node, RequiredChanges changes) {
        RequiredChanges known = required.get(node);
        RequiredChanges all = known == null ? changes : known.and(changes);
        if (all == known) {
            return;
        }
        required.put(node, all);
        modes.clear();
        for (int input = 0; input < node.inputs().size(); input++) {
            require(node.inputs().get(input), node.requires(input, all));
        }
    }

    /** Returns what is required of a step: whole changes, where nothing was said. */
    RequiredChanges of(PhysicalNode node) {
        RequiredChanges known = required.get(node);
        if (known == null) {
            require(node, RequiredChanges.WHOLE);
            return RequiredChanges.WHOLE;
        }
        return known;
    }

    /** Returns which changes a step makes. */
    public ChangelogMode mode(PhysicalNode node) {
        RequiredChanges ofNode = of(node);
        ChangelogMode known = modes.get(node);
        if (known == null) {
            known = node.changelogMode(
                    ofNode, node.inputs().stream().map(this::mode).toList());
            modes.put(node, known);
        }
        return known;
    }
}
