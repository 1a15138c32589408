/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.parser.FlinkConformance;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.type.DecimalCasts;
import io.millrace.sql.type.TimeAttributeType;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.flink.sql.parser.FlinkSqlParsingValidator;
import org.jspecify.annotations.Nullable;

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

    /** Wherever it stands, also in the query of a view. */
    @Override
    public void validateMatchRecognize(SqlCall call) {
        throw SqlException.at(
                call.getParserPosition(),
                "MATCH_RECOGNIZE cannot be run yet: patterns come in a later version. A process table function can look"
                        + " for one until then, as in f(TABLE t PARTITION BY k ORDER BY ts).");
    }

    /**
     * The parser makes calls of FLOOR and CEIL by itself, and theirs give a time attribute for one. Some calls are null for values that are not: see
     * {@link #mayBecomeNull}.
     */
    @Override
    public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
        RelDataType text = textOfNested(scope, expression);
        if (text != null) {
            setValidatedNodeType(expression, text);
            return text;
        }
        RelDataType type = super.deriveType(scope, expression);
        SqlDataTypeSpec target = target(expression);
        if (type instanceof TimeAttributeType && PlanRexBuilder.rounds(expression.getKind())) {
            RelDataType plain = TimeAttributeType.materialized(getTypeFactory(), type);
            setValidatedNodeType(expression, plain);
            return plain;
        } else if (target != null && holdsRows(type)) {
            // Calcite makes one of its own, which is not the one that is named
            RelDataType named = getTypeFactory().createTypeWithNullability(target.deriveType(this), type.isNullable());
            setValidatedNodeType(expression, named);
            return named;
        } else if (!type.isNullable() && mayBecomeNull(scope, expression, type)) {
            RelDataType nullable = getTypeFactory().createTypeWithNullability(type, true);
            setValidatedNodeType(expression, nullable);
            return nullable;
        }
        return type;
    }

    /** Returns the type of a cast of an array, map or row to a text, which Calcite would refuse; null of anything else. */
    private @Nullable RelDataType textOfNested(SqlValidatorScope scope, SqlNode expression) {
        SqlDataTypeSpec target = target(expression);
        RelDataType type = target == null ? null : target.deriveType(this);
        if (type == null || !SqlTypeUtil.isCharacter(type)) {
            return null;
        }
        RelDataType from = deriveType(scope, ((SqlCall) expression).operand(0));
        boolean isNested = from.isStruct() || from.getComponentType() != null || from.getKeyType() != null;
        boolean isNullable = from.isNullable() || expression.getKind() == SqlKind.SAFE_CAST;
        return isNested ? getTypeFactory().createTypeWithNullability(type, isNullable) : null;
    }

    /** Whether values of a type are rows, or have rows in them. */
    static boolean holdsRows(RelDataType type) {
        return type.isStruct()
                || Stream.of(type.getComponentType(), type.getKeyType(), type.getValueType())
                        .anyMatch(inner -> inner != null && holdsRows(inner));
    }

    /** Returns the type that a cast names; null of anything else. */
    private static @Nullable SqlDataTypeSpec target(SqlNode expression) {
        boolean isCast = expression.getKind() == SqlKind.CAST || expression.getKind() == SqlKind.SAFE_CAST;
        return isCast && expression instanceof SqlCall call && call.operand(1) instanceof SqlDataTypeSpec target
                ? target
                : null;
    }

    /** A number that a DECIMAL has no room for becomes null, and so does SUBSTRING of a negative length. */
    private boolean mayBecomeNull(SqlValidatorScope scope, SqlNode expression, RelDataType type) {
        if (expression.getKind() == SqlKind.CAST) {
            return DecimalCasts.mayOverflow(deriveType(scope, ((SqlCall) expression).operand(0)), type);
        }
        return expression instanceof SqlCall call
                && call.getOperator().equals(SqlStdOperatorTable.SUBSTRING)
                && call.operandCount() > 2
                && !isNaturalNumber(call.operand(2));
    }

    private static boolean isNaturalNumber(SqlNode node) {
        BigDecimal value = node instanceof SqlNumericLiteral number ? number.bigDecimalValue() : null;
        return value != null && value.signum() >= 0;
    }
}
