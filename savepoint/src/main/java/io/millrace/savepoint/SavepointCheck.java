/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import io.millrace.data.Codecs;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobNode;
import io.millrace.snapshot.Manifest;
import io.millrace.store.StateFit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Says what becomes of a savepoint's state if a job starts from it, without starting the job: operators are matched by
 * uid, key groups are counted, the types of keys and states are compared with the classes of the job, and operators with
 * state are opened with a few rows of it, and closed again.
 */
public final class SavepointCheck {
    private final Savepoint savepoint;
    private final ExecutionPlan plan;
    private final Map<String, JobNode> nodes;
    private final ClassLoader loader;
    private final boolean opens;
    private final Set<StateVerdict> verdicts = new LinkedHashSet<>();

    private SavepointCheck(Savepoint savepoint, ExecutionPlan plan, ClassLoader loader, boolean opens) {
        this.savepoint = savepoint;
        this.plan = plan;
        this.nodes = plan.nodesByUid();
        this.loader = loader;
        this.opens = opens;
    }

    /**
     * Returns a verdict for each state of the savepoint and each operator that is new.
     *
     * @param loader finds the classes of the job
     * @param opens whether functions are opened: else it is not known which states they declare, nor as what
     */
    public static List<StateVerdict> of(Savepoint savepoint, ExecutionPlan plan, ClassLoader loader, boolean opens)
            throws IOException {
        SavepointCheck check = new SavepointCheck(savepoint, plan, loader, opens);
        for (Manifest.Operator operator : savepoint.operators()) {
            check.judge(operator);
        }
        check.judgeNewOperators();
        return List.copyOf(check.verdicts);
    }

    private void judge(Manifest.Operator operator) throws IOException {
        JobNode node = nodes.get(operator.uid());
        if (node == null) {
            for (String table : savepoint.tables(operator.uid())) {
                if (!table.equals(Savepoint.TASK_TABLE)) {
                    add(operator, table, StateVerdict.Outcome.DROPPED, "the job has no operator of this uid");
                }
            }
            return;
        }
        judgeKeyGroups(operator, node);
        List<StateFit> fits = new ArrayList<>();
        for (Map.Entry<String, Schema> table : savepoint.schemas(operator.uid()).entrySet()) {
            if (!table.getKey().equals(Savepoint.TASK_TABLE)) {
                fits.addAll(fits(table.getKey(), table.getValue()));
            }
        }
        boolean fit = fits.stream().noneMatch(each -> each.outcome() == StateFit.Outcome.IMPOSSIBLE);
        if (opens && fit && !fits.isEmpty() && node.source() == null && node.sink() == null) {
            fits = opened(operator, node, fits);
        }
        fits.forEach(each -> add(operator, each));
    }

    /** The verdicts with what opening the operator shows. */
    private List<StateFit> opened(Manifest.Operator operator, JobNode node, List<StateFit> fits) throws IOException {
        OpeningTrial trial = OpeningTrial.of(plan.graph(), node, savepoint.restoredState(operator.uid(), loader));
        if (!trial.problem().isEmpty()) {
            return List.of(new StateFit("", StateFit.Outcome.IMPOSSIBLE, "it does not open: " + trial.problem()));
        }
        List<StateFit> seen = new ArrayList<>();
        for (StateFit fit : fits) {
            seen.add(
                    trial.undeclared().contains(fit.state())
                            ? new StateFit(fit.state(), fit.outcome(), "not declared any more, and carried along")
                            : fit);
        }
        return seen;
    }

    private List<StateFit> fits(String table, Schema rows) {
        Schema.Field value = rows.getField("value");
        boolean keyed = rows.getField("key") != null;
        return keyed || value == null
                ? StateFit.of(rows, loader)
                : List.of(StateFit.compare(table, value.schema(), () -> Codecs.forSchema(value.schema(), loader)
                        .schema()));
    }

    private void judgeKeyGroups(Manifest.Operator operator, JobNode node) throws IOException {
        int written = savepoint.keyGroups(operator.uid());
        if (written > 0 && written != node.maxParallelism()) {
            add(
                    operator,
                    "key groups",
                    StateVerdict.Outcome.IMPOSSIBLE,
                    written + " were written and the job has " + node.maxParallelism()
                            + ": set the max parallelism back to " + written);
        }
    }

    private void judgeNewOperators() {
        Map<String, JobNode> fresh = new LinkedHashMap<>();
        plan.graph().nodes().forEach(node -> fresh.put(node.uid(), node)); // those of the program alone
        savepoint.operators().forEach(operator -> fresh.remove(operator.uid()));
        fresh.forEach((uid, node) -> verdicts.add(
                new StateVerdict(uid, node.name(), "", StateVerdict.Outcome.NEW, "starts with empty state")));
    }

    private void add(Manifest.Operator operator, StateFit fit) {
        StateVerdict.Outcome outcome =
                switch (fit.outcome()) {
                    case KEPT -> StateVerdict.Outcome.KEPT;
                    case MIGRATED -> StateVerdict.Outcome.MIGRATED;
                    case IMPOSSIBLE -> StateVerdict.Outcome.IMPOSSIBLE;
                };
        add(operator, fit.state(), outcome, fit.reason());
    }

    private void add(Manifest.Operator operator, String state, StateVerdict.Outcome outcome, String reason) {
        verdicts.add(new StateVerdict(operator.uid(), operator.name(), state, outcome, reason));
    }
}
