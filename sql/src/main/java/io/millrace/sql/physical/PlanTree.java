/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plan as people read it: a node on a line, what is to be known of it on the next, its inputs below. */
public final class PlanTree {
    private final Changelogs changelogs;
    private final Duration timeToLive;
    private final StringBuilder text = new StringBuilder();
    private final List<String> warnings = new ArrayList<>();

    private PlanTree(Changelogs changelogs, Duration timeToLive) {
        this.changelogs = changelogs;
        this.timeToLive = timeToLive;
    }

    /**
     * Returns a plan as text, with a warning for each node whose state grows without end.
     *
     * @param changelogs in which it is said what is required of the node
     * @param timeToLive how long state of keys that are idle is kept; zero for ever
     */
    public static String of(PhysicalNode node, Changelogs changelogs, Duration timeToLive) {
        PlanTree tree = new PlanTree(changelogs, timeToLive);
        tree.add(node, "", "");
        tree.warnings.forEach(warning -> tree.text.append(warning).append('\n'));
        return tree.text.toString().stripTrailing();
    }

    private void add(PhysicalNode planned, String first, String rest) {
        PhysicalNode node = planned;
        while (node.isLeftOut(changelogs.of(node))) {
            node = node.input();
        }
        List<PhysicalNode> inputs = node.inputs();
        String below = rest + (inputs.isEmpty() ? "   " : "│  ");
        text.append(first).append(node.describe()).append('\n');
        text.append(below).append(facts(node)).append('\n');
        warn(node);
        for (int i = 0; i < inputs.size(); i++) {
            boolean last = i == inputs.size() - 1;
            add(inputs.get(i), rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
        }
    }

    private String facts(PhysicalNode node) {
        StringBuilder facts = new StringBuilder("changes ").append(changelogs.mode(node));
        if (!node.distribution().isEmpty()) {
            facts.append("; rows by ").append(node.distribution());
        }
        StateUse state = node.state();
        if (!state.isNone()) {
            facts.append("; keeps ").append(state.what());
            facts.append(", about ").append(state.bytes()).append(" bytes each, ");
            facts.append(state.isUnbounded() ? kept(node) : state.bound());
        }
        LateOutput late = node.late();
        if (late != null) {
            facts.append("; late rows to ").append(late.target().path());
        }
        return facts.toString();
    }

    private String kept(PhysicalNode node) {
        Duration kept = node.timeToLive(timeToLive);
        if (!kept.isZero()) {
            return "until idle for " + StateTtl.text(kept);
        }
        return node.isBounded() ? "to the end of the input" : "for ever";
    }

    private void warn(PhysicalNode node) {
        StateUse state = node.state();
        if (state.isUnbounded() && node.timeToLive(timeToLive).isZero() && !node.isBounded()) {
            String name = node.describe().replaceFirst("\\(.*", "");
            warnings.add("Warning: what " + name + " keeps grows without end. To bound it, " + state.advice() + ".");
        }
    }
}
