/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.parser.FlinkConformance;
import io.millrace.sql.type.TimeAttributeType;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.flink.sql.parser.FlinkSqlParsingValidator;

/** Checks names and types of a query, as Flink does: nulls come first in ascending order. */
final class QueryValidator extends FlinkSqlParsingValidator {

    QueryValidator(SqlOperatorTable functions, SqlValidatorCatalogReader catalog, RelDataTypeFactory types) {
        super(
                functions,
                catalog,
                types,
                Config.DEFAULT
                        .withConformance(FlinkConformance.INSTANCE)
                        .withDefaultNullCollation(NullCollation.LOW)
                        .withIdentifierExpansion(true)
                        .withTypeCoercionEnabled(true),
                false);
    }

    /** The parser makes calls of FLOOR and CEIL by itself, and theirs give a time attribute for one. */
    @Override
    public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
        RelDataType type = super.deriveType(scope, expression);
        if (type instanceof TimeAttributeType && PlanRexBuilder.rounds(expression.getKind())) {
            RelDataType plain = TimeAttributeType.materialized(getTypeFactory(), type);
            setValidatedNodeType(expression, plain);
            return plain;
        }
        return type;
    }
}
