/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Makes a row of each element of an array, each entry of a map, or each occurrence in a multiset, beside the columns before it. */
public final class UnnestOperator extends RowMakingOperator {
    private final int kept;
    private final int elementColumns;
    private final boolean isMultiset;
    private final boolean isRow;
    private final boolean numbered;
    private final boolean preserves;

    /**
     * @param kept how many columns come before the collection
     * @param numbered whether a last column tells where in the collection the element stands, from 1
     * @param preserves whether a row without elements comes out with nulls
     */
    public UnnestOperator(
            RelDataType outputRow, int kept, RelDataType collection, boolean numbered, boolean preserves) {
        super(outputRow);
        this.kept = kept;
        this.elementColumns = outputRow.getFieldCount() - kept - (numbered ? 1 : 0);
        this.isMultiset = collection.getSqlTypeName() == SqlTypeName.MULTISET;
        this.isRow = collection.getComponentType() != null
                && collection.getComponentType().isStruct();
        this.numbered = numbered;
        this.preserves = preserves;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int elements = unnest(batch.value(kept, position), batch, position);
            if (elements == 0 && preserves) {
                keep(batch, position);
                rows().appendNulls(kept, elementColumns + (numbered ? 1 : 0));
                end(batch, position);
            }
        }
        rows().flush();
    }

    private int unnest(@Nullable Object collection, ColumnBatch batch, int position) {
        int count = 0;
        if (collection instanceof List<?> list) {
            for (Object element : list) {
                emit(element, ++count, batch, position);
            }
        } else if (collection instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (isMultiset) {
                    for (int i = ((Number) entry.getValue()).intValue(); i > 0; i--) {
                        emit(entry.getKey(), ++count, batch, position);
                    }
                } else {
                    emitEntry(entry, ++count, batch, position);
                }
            }
        }
        return count;
    }

    private void emit(@Nullable Object element, int number, ColumnBatch batch, int position) {
        keep(batch, position);
        if (!isRow) {
            rows().column(kept).append(element);
        } else if (element instanceof List<?> fields) {
            for (int i = 0; i < elementColumns; i++) {
                rows().column(kept + i).append(fields.get(i));
            }
        } else {
            rows().appendNulls(kept, elementColumns);
        }
        number(number);
        end(batch, position);
    }

    private void emitEntry(Map.Entry<?, ?> entry, int number, ColumnBatch batch, int position) {
        keep(batch, position);
        rows().column(kept).append(entry.getKey());
        rows().column(kept + 1).append(entry.getValue());
        number(number);
        end(batch, position);
    }

    private void number(int number) {
        if (numbered) {
            rows().column(kept + elementColumns).append((long) number);
        }
    }

    private void keep(ColumnBatch batch, int position) {
        for (int column = 0; column < kept; column++) {
            rows().column(column).append(batch, column, position);
        }
    }

    private void end(ColumnBatch batch, int position) {
        rows().endRow(batch.kind(position), batch.timestamps[position]);
        rows().flushIfFull();
    }
}
