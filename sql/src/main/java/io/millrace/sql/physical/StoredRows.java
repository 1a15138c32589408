/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowType;
import io.millrace.sql.row.StateTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.RelDataTypeFieldImpl;
import org.apache.calcite.rel.type.RelRecordType;

/** The rows of a node where an operator keeps them as they are: snapshots call their columns what they are (see {@link Lineage}), so that they may lie anywhere in a row. */
final class StoredRows {
    private StoredRows() {}

    /** Returns the columns, called what they are. */
    static RelDataType row(PhysicalNode node) {
        List<String> names = Lineage.distinct(node.lineage());
        List<RelDataTypeField> fields = new ArrayList<>();
        for (RelDataTypeField field : node.rowType().getFieldList()) {
            fields.add(new RelDataTypeFieldImpl(names.get(field.getIndex()), field.getIndex(), field.getType()));
        }
        return new RelRecordType(fields);
    }

    /** Returns the type of the rows in state. */
    static RowType type(PhysicalNode node) {
        return StateTypes.row(row(node));
    }

    /**
     * Returns which rows they are, and what columns those have that were kept earlier. One that may be null they need not have, and then it is null. But rows that may be taken back are found
     * by all of their columns.
     */
    static String identity(PhysicalNode node) {
        List<String> needed = new ArrayList<>();
        for (int i = 0; i < node.rowType().getFieldCount(); i++) {
            boolean mayBeMissing = node.isInsertOnly()
                    && node.rowType().getFieldList().get(i).getType().isNullable();
            if (!mayBeMissing) {
                needed.add(node.lineage().get(i));
            }
        }
        needed.sort(null);
        return needed.stream().distinct().toList() + " OF " + node.identity();
    }
}
