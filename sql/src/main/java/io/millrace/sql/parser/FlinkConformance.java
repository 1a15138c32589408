/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** Where Flink's dialect allows more than standard SQL. The parser's own class for it is of an older Calcite, and lacks methods. */
public final class FlinkConformance extends SqlDelegatingConformance {

    /** The only one; it has no state. */
    public static final FlinkConformance INSTANCE = new FlinkConformance();

    private FlinkConformance() {
        super(SqlConformanceEnum.DEFAULT);
    }

    @Override
    public boolean isPercentRemainderAllowed() {
        return true;
    }

    @Override
    public boolean allowNiladicParentheses() {
        return true;
    }

    @Override
    public boolean allowExplicitRowValueConstructor() {
        return true;
    }

    @Override
    public boolean allowQualifyingCommonColumn() {
        return true;
    }

    /** Casts of truth values to whole numbers. */
    @Override
    public boolean allowLenientCoercion() {
        return true;
    }

    @Override
    public boolean isValueAllowed() {
        return true;
    }
}
