/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.operator.Ranking;
import java.util.List;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.jspecify.annotations.Nullable;

/**
 * A projection one of whose columns is a rank, and no other has to do with OVER.
 *
 * @param column which one
 * @param rank the expression
 */
record RankedProjection(Project project, int column, RexOver rank, Ranking ranking) {

    static @Nullable RankedProjection of(Project project) {
        RankedProjection found = null;
        List<RexNode> expressions = project.getProjects();
        for (int column = 0; column < expressions.size(); column++) {
            RexNode expression = expressions.get(column);
            if (!RexOver.containsOver(expression)) {
                continue;
            }
            Ranking ranking = expression instanceof RexOver over ? ranking(over) : null;
            if (ranking == null || found != null) {
                return null;
            }
            found = new RankedProjection(project, column, (RexOver) expression, ranking);
        }
        return found;
    }

    private static @Nullable Ranking ranking(RexOver over) {
        return switch (over.getAggOperator().getKind()) {
            case ROW_NUMBER -> Ranking.ROW_NUMBER;
            case RANK -> Ranking.RANK;
            case DENSE_RANK -> Ranking.DENSE_RANK;
            default -> null;
        };
    }
}
