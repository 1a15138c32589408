/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.type.TimeAttributeType;
import io.millrace.sql.type.TypeNames;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * What a {@link WindowFunction} takes: a table, the column that tells its time, intervals, and perhaps an offset.
 *
 * @param paramNames as they may be named in a call
 * @param required how many of them must be there
 */
record WindowOperands(String function, List<String> paramNames, int required) implements SqlOperandMetadata {

    static WindowOperands tumble() {
        return new WindowOperands("TUMBLE", List.of("DATA", "TIMECOL", "SIZE", "OFFSET"), 3);
    }

    static WindowOperands hop(String function) {
        String step = function.equals("HOP") ? "SLIDE" : "STEP";
        return new WindowOperands(function, List.of("DATA", "TIMECOL", step, "SIZE", "OFFSET"), 4);
    }

    static WindowOperands session() {
        return new WindowOperands("SESSION", List.of("DATA", "TIMECOL", "GAP"), 3);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.between(required, paramNames.size());
    }

    @Override
    public List<RelDataType> paramTypes(RelDataTypeFactory types) {
        return Collections.nCopies(paramNames.size(), types.createSqlType(SqlTypeName.ANY));
    }

    @Override
    public boolean isOptional(int index) {
        return index >= required;
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
        return name + "(TABLE t, DESCRIPTOR(time column), " + String.join(", ", paramNames.subList(2, required)) + ")";
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        RelDataType row = binding.getValidator().getValidatedNodeType(binding.operand(0));
        boolean fits = row.isStruct() && binding.operand(1).getKind() == SqlKind.DESCRIPTOR;
        for (int index = 2; fits && index < binding.getOperandCount(); index++) {
            SqlNode operand = binding.operand(index);
            fits = operand.getKind() == SqlKind.DEFAULT
                    || SqlTypeUtil.isInterval(binding.getValidator().getValidatedNodeType(operand));
        }
        if (!fits && throwOnFailure) {
            throw SqlException.at(
                    binding.getCall().getParserPosition(),
                    "The function takes " + getAllowedSignatures(binding.getOperator(), function)
                            + ", of which all but the first two are intervals.");
        }
        if (fits) {
            checkTimeColumn(((SqlCall) binding.operand(1)), row);
        }
        return fits;
    }

    private void checkTimeColumn(SqlCall descriptor, RelDataType row) {
        if (descriptor.operandCount() != 1 || !(descriptor.operand(0) instanceof SqlIdentifier column)) {
            throw SqlException.at(descriptor.getParserPosition(), "DESCRIPTOR takes the name of one column here.");
        }
        RelDataTypeField field = row.getField(column.names.get(0), true, false);
        if (field == null) {
            throw SqlException.at(
                    column.getParserPosition(),
                    "There is no column '" + column + "' in the table that " + function + " reads."
                            + Proposals.sentence(column.toString(), row.getFieldNames()));
        }
        if (!(field.getType() instanceof TimeAttributeType)) {
            throw SqlException.at(
                    column.getParserPosition(),
                    "The column '" + column + "' of " + function + " must be a time attribute, and is "
                            + TypeNames.summary(field.getType())
                            + ". Declare a WATERMARK for it, or use a column AS PROCTIME().");
        }
    }
}
