/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.core.AggregateCall;

/** Aggregates as a person would write them. */
final class AggregateText {
    private AggregateText() {}

    /** @param columns what the input's columns are called */
    static String of(AggregateCall call, List<String> columns) {
        String arguments = call.getArgList().isEmpty()
                ? "*"
                : call.getArgList().stream().map(columns::get).collect(Collectors.joining(", "));
        String distinct = call.isDistinct() ? "DISTINCT " : "";
        String filter = call.filterArg < 0 ? "" : " FILTER (WHERE " + columns.get(call.filterArg) + ")";
        return call.getAggregation().getName() + "(" + distinct + arguments + ")" + filter;
    }
}
