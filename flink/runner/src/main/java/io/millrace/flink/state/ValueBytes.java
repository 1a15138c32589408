/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.state;

import io.millrace.operator.RestoredState;
import io.millrace.operator.ValuesTable;
import io.millrace.snapshot.StoredTable;
import java.io.IOException;
import java.util.List;

/** Values of any types with codecs as bytes that can be read by themselves. */
public final class ValueBytes {
    private static final String TABLE = "values";

    private ValueBytes() {}

    /** @throws io.millrace.data.UnsupportedTypeException if a value has no codec */
    public static byte[] write(List<?> values) throws IOException {
        return Tables.write(new ValuesTable(TABLE, values)).content();
    }

    /** @param loader finds the classes of the values */
    public static List<Object> read(byte[] bytes, ClassLoader loader) throws IOException {
        return read(new Tables.Written(TABLE, bytes).stored(TABLE, loader));
    }

    static List<Object> read(StoredTable table) throws IOException {
        return ValuesTable.readAll(
                new RestoredState() {
                    @Override
                    public boolean isRestored() {
                        return true;
                    }

                    @Override
                    public List<StoredTable> tables(String name) {
                        return List.of(table);
                    }
                },
                TABLE);
    }
}
