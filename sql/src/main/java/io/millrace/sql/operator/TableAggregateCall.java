/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.JavaType;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.function.user.UserMethod;
import io.millrace.sql.record.JavaValue;
import java.io.Serializable;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A call of a table aggregate function.
 *
 * @param name as SQL calls it
 * @param retract null where no row is taken back
 * @param columns that are accumulated, by position
 * @param types of those
 * @param row what it emits
 * @param isIncremental whether the function says itself what has come and gone
 */
public record TableAggregateCall(
        String name,
        FunctionSource source,
        UserMethod accumulate,
        @Nullable UserMethod retract,
        List<Integer> columns,
        List<RelDataType> types,
        JavaType accumulator,
        JavaValue row,
        boolean isIncremental)
        implements Serializable {}
