/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.codegen.CalcFactory;
import io.millrace.sql.function.user.ProcessSignature;
import io.millrace.sql.record.JavaValue;
import java.io.Serializable;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A call of a process table function.
 *
 * @param name as SQL calls it
 * @param tables in the order of the inputs
 * @param values computes the single values that are given, one after the other
 * @param valueTypes of those, by the places of the arguments; null where none is given
 * @param row what it collects
 * @param rowtime what the last column of its rows is; null if they have no such column
 */
public record ProcessTableCall(
        String name,
        FunctionSource source,
        ProcessSignature signature,
        List<TableInput> tables,
        CalcFactory values,
        List<@Nullable RelDataType> valueTypes,
        JavaValue row,
        @Nullable RelDataType rowtime)
        implements Serializable {

    /**
     * A table that it is given.
     *
     * @param argument its place among the arguments
     * @param keys the columns of PARTITION BY
     * @param passed the columns that come out before those of the function
     * @param time null where on_time names none of its columns
     */
    public record TableInput(
            int argument,
            RelDataType row,
            List<Integer> keys,
            List<Integer> passed,
            @Nullable EventTimeColumn time) implements Serializable {}
}
