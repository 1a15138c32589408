/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.function.user.UserMethod;
import io.millrace.sql.record.JavaValue;
import java.io.Serializable;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A call of a table function.
 *
 * @param name as SQL calls it
 * @param arguments the types of what it is called with
 * @param row what it collects
 */
public record TableFunctionCall(
        String name, FunctionSource source, UserMethod method, List<RelDataType> arguments, JavaValue row)
        implements Serializable {}
