/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import com.google.common.collect.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.Sarg;

/** SEARCH, which is what the planner makes of IN lists and of comparisons of one value with several literals. */
final class SearchFunction {

    /** From so many values on, looking one up in a set is quicker than comparing with each. */
    private static final int SET_SIZE = 5;

    private SearchFunction() {}

    static Value generate(Body body, RexCall call) {
        RexNode operand = call.getOperands().get(0);
        Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
        if (sarg == null) {
            throw UnsupportedExpressionException.types("SEARCH", call.toString());
        }
        boolean isList = sarg.isPoints() || sarg.isComplementedPoints();
        Class<?> type = JavaTypes.of(operand.getType());
        boolean hashes = type == int.class || type == long.class || type == String.class;
        if (isList && hashes && sarg.rangeSet.asRanges().size() >= SET_SIZE) {
            return lookup(body, call, operand, sarg);
        }
        return body.value(body.source().split(RexUtil.expandSearch(body.source().rexBuilder(), null, call)));
    }

    private static Value lookup(Body body, RexCall call, RexNode operand, Sarg<?> sarg) {
        Set<Object> members = new HashSet<>();
        boolean complement = sarg.isComplementedPoints();
        Sarg<?> list = complement ? sarg.negate() : sarg;
        for (Object member : list.rangeSet.asRanges()) {
            Range<?> range = (Range<?>) member;
            members.add(Literals.internal(range.lowerEndpoint(), operand.getType()));
        }
        Value value = body.stored(body.value(operand));
        String set = body.source().constant(members, Set.class);
        String contains = set + ".contains(" + JavaTypes.boxed(value.code(), value.javaType()) + ")";
        Value found = body.guarded(false, List.of(value), call.getType(), () -> complement ? "!" + contains : contains);
        return withNulls(found, sarg.nullAs, call.getType());
    }

    private static Value withNulls(Value found, RexUnknownAs nullAs, RelDataType type) {
        return switch (nullAs) {
            case UNKNOWN -> found;
            case TRUE -> Value.notNull("(" + found.isNull() + " | " + found.code() + ")", type);
            case FALSE -> Value.notNull(found.isTrue(), type);
        };
    }
}
