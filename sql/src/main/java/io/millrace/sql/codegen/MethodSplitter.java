/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Decides which parts of a large expression become methods of their own, as the JIT leaves methods above 8,000 bytecodes interpreted. Calls and literals count
 * one each; from the leaves up, what grows too heavy gives away its heaviest operands. Long ANDs, ORs and CASEs are first made trees.
 */
final class MethodSplitter {

    private static final int MAX_WEIGHT = 40;
    private static final int MAX_OPERANDS = 16;

    private final RexBuilder rexBuilder;
    private final Set<RexNode> parts = Collections.newSetFromMap(new IdentityHashMap<>());

    private record Weighed(RexNode node, int weight) {}

    MethodSplitter(RexBuilder rexBuilder) {
        this.rexBuilder = rexBuilder;
    }

    /** Returns whether there is any part in an expression. */
    boolean hasParts(RexNode node) {
        return isPart(node)
                || (node instanceof RexCall call && call.getOperands().stream().anyMatch(this::hasParts))
                || (node instanceof RexFieldAccess access && hasParts(access.getReferenceExpr()));
    }

    boolean isPart(RexNode node) {
        return parts.contains(node);
    }

    /** Returns an expression that means the same, and remembers what is a part of it. */
    RexNode split(RexNode node) {
        RexNode balanced = node.accept(new Balancing());
        weigh(balanced);
        return balanced;
    }

    private int weigh(RexNode node) {
        if (node instanceof RexFieldAccess access) {
            return 1 + weigh(access.getReferenceExpr());
        }
        return node instanceof RexCall call ? weighCall(call) : 1;
    }

    private int weighCall(RexCall call) {
        int weight = 1;
        List<Weighed> operands = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            int ofOperand = weigh(operand);
            weight += ofOperand;
            operands.add(new Weighed(operand, ofOperand));
        }
        operands.sort(Comparator.comparingInt(Weighed::weight).reversed());
        for (Weighed heaviest : operands) {
            if (weight > MAX_WEIGHT && heaviest.weight > 1 && heaviest.node instanceof RexCall) {
                parts.add(heaviest.node);
                weight -= heaviest.weight - 1;
            }
        }
        return weight;
    }

    private final class Balancing extends RexShuttle {
        @Override
        public RexNode visitCall(RexCall call) {
            RexCall inner = (RexCall) super.visitCall(call);
            if (inner.getOperands().size() <= MAX_OPERANDS) {
                return inner;
            }
            return switch (inner.getKind()) {
                case AND, OR -> tree(inner);
                case CASE -> chain(inner);
                default -> inner;
            };
        }

        private RexNode tree(RexCall call) {
            List<RexNode> level = call.getOperands();
            while (level.size() > 1) {
                List<RexNode> above = new ArrayList<>();
                for (int start = 0; start < level.size(); start += MAX_OPERANDS) {
                    List<RexNode> group = level.subList(start, Math.min(level.size(), start + MAX_OPERANDS));
                    above.add(
                            group.size() == 1
                                    ? group.get(0)
                                    : rexBuilder.makeCall(call.getType(), call.getOperator(), List.copyOf(group)));
                }
                level = above;
            }
            return level.get(0);
        }

        private RexNode chain(RexCall call) {
            List<RexNode> operands = call.getOperands();
            int pairs = (operands.size() - 1) / 2;
            int perLink = MAX_OPERANDS / 2;
            RexNode rest = operands.get(operands.size() - 1);
            for (int start = (pairs - 1) / perLink * perLink; start >= 0; start -= perLink) {
                List<RexNode> link = new ArrayList<>(operands.subList(2 * start, 2 * Math.min(pairs, start + perLink)));
                link.add(rest);
                rest = rexBuilder.makeCall(call.getType(), call.getOperator(), link);
            }
            return rest;
        }
    }
}
