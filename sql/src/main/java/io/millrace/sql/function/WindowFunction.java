/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import io.millrace.sql.type.TimeAttributeType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.TableCharacteristic;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A function that puts each row of a table into windows: it passes the row on with {@code window_start}, {@code window_end} and
 * {@code window_time}, once for each window. The last of them is a time attribute like the column that tells the row's time.
 */
public final class WindowFunction extends SqlWindowTableFunction {

    /** Windows one after another. */
    public static final WindowFunction TUMBLE = new WindowFunction("TUMBLE", WindowOperands.tumble(), false);

    /** Windows of one size that begin at regular intervals, and may overlap. */
    public static final WindowFunction HOP = new WindowFunction("HOP", WindowOperands.hop("HOP"), false);

    /** Windows that begin together and grow by steps, up to a size. */
    public static final WindowFunction CUMULATE = new WindowFunction("CUMULATE", WindowOperands.hop("CUMULATE"), false);

    /** Windows that end when nothing has come for a while. */
    public static final WindowFunction SESSION = new WindowFunction("SESSION", WindowOperands.session(), true);

    private static final int BOUND_PRECISION = 3;

    private final boolean setSemantics;

    private WindowFunction(String name, SqlOperandMetadata operands, boolean setSemantics) {
        super(name, operands);
        this.setSemantics = setSemantics;
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return WindowFunction::rowType;
    }

    /** Sessions are of partitions of the table; whose windows a row falls into depends on other rows. */
    @Override
    public @Nullable TableCharacteristic tableCharacteristic(int ordinal) {
        if (ordinal != 0) {
            return null;
        }
        return TableCharacteristic.builder(
                        setSemantics ? TableCharacteristic.Semantics.SET : TableCharacteristic.Semantics.ROW)
                .build();
    }

    private static RelDataType rowType(SqlOperatorBinding binding) {
        RelDataTypeFactory types = binding.getTypeFactory();
        RelDataType row = binding.getOperandType(0);
        RelDataType time = timeColumn((SqlCallBinding) binding, row).getType();
        RelDataType bound = types.createSqlType(SqlTypeName.TIMESTAMP, BOUND_PRECISION);
        RelDataType windowTime = TimeAttributeType.isProctime(time)
                ? TimeAttributeType.proctime(types)
                : TimeAttributeType.rowtime(types, types.createSqlType(time.getSqlTypeName(), BOUND_PRECISION));
        return types.builder()
                .kind(row.getStructKind())
                .addAll(row.getFieldList())
                .add("window_start", bound)
                .add("window_end", bound)
                .add("window_time", windowTime)
                .build();
    }

    private static RelDataTypeField timeColumn(SqlCallBinding binding, RelDataType row) {
        for (SqlNode operand : binding.operands()) {
            if (operand.getKind() == SqlKind.DESCRIPTOR) {
                SqlIdentifier column = ((SqlCall) operand).operand(0);
                RelDataTypeField field = row.getField(column.getSimple(), true, false);
                if (field != null) {
                    return field;
                }
            }
        }
        throw new IllegalStateException("The operands were to be checked before.");
    }
}
