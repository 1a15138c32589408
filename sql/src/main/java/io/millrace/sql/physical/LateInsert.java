/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.catalog.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Late rows that a plan sends to a table.
 *
 * @param windows the node that they are late for
 * @param rows the columns of {@link TableDefinition#writtenColumns}
 */
public record LateInsert(PhysicalNode windows, TableDefinition target, PhysicalNode rows) {

    /** Returns those of a plan: one of each node, however often the plan has it. */
    public static List<LateInsert> in(PhysicalNode plan) {
        List<LateInsert> found = new ArrayList<>();
        collect(plan, found, Collections.newSetFromMap(new IdentityHashMap<>()));
        return found;
    }

    /** Returns what late rows have in common that are the same: how they are made, of which tables. */
    public String digest() {
        StringBuilder digest = new StringBuilder(PlanTree.of(windows, new Changelogs(), Duration.ZERO));
        addSources(windows, digest);
        return digest.toString();
    }

    private static void addSources(PhysicalNode node, StringBuilder digest) {
        if (node instanceof SourceNode source) {
            digest.append('\n').append(source.reading());
        }
        node.inputs().forEach(input -> addSources(input, digest));
    }

    private static void collect(PhysicalNode node, List<LateInsert> found, Set<PhysicalNode> seen) {
        if (!seen.add(node)) {
            return;
        }
        LateOutput late = node.late();
        if (late != null) {
            found.add(new LateInsert(node, late.target(), LateRowsNode.of(node, late)));
        }
        node.inputs().forEach(input -> collect(input, found, seen));
    }
}
