/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.physical.PhysicalNode;
import io.millrace.sql.physical.PhysicalPlanner;
import io.millrace.sql.plan.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The targets of a job's inserts of which one asks for event time: all on the way to them tell it then, so that a table that several read is read once. */
final class TimedTargets {
    private final Set<ObjectPath> targets = new HashSet<>();

    TimedTargets(List<Statement.Insert> inserts) {
        for (Statement.Insert insert : inserts) {
            if (PhysicalPlanner.asksForTime(insert.plan())) {
                targets.add(insert.target().path());
            }
        }
    }

    /** Returns how the rows of an insert are made. */
    PhysicalNode plan(Statement.Insert insert, PhysicalPlanner planner) {
        return targets.contains(insert.target().path())
                ? planner.planTellingTime(insert.plan())
                : planner.plan(insert.plan());
    }
}
