/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.millrace;

import io.millrace.connector.Source;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.differential.sql.Change;
import io.millrace.differential.sql.InputMode;
import io.millrace.differential.sql.Inputs;
import io.millrace.simulation.ScriptedSource;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.column.InternalValues;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Millrace's connector {@code changes}: a table whose changes are among {@link Inputs}, in several splits, so that changes of different entities overtake each other. */
public final class MillraceChangesFactory implements TableFactory {
    private static final int SPLITS = 3;

    @Override
    public String factoryIdentifier() {
        return "changes";
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        String id = table.options().requiredText("id");
        InputMode mode = table.options().choice("mode", InputMode.INSERT);
        List<RelDataType> types = table.columns().stream().map(Column::type).toList();
        return new Changes(Inputs.get(id), mode, types);
    }

    private record Changes(List<Change> changes, InputMode mode, List<RelDataType> types) implements ScanTableSource {
        @Override
        public ChangelogMode changelogMode() {
            return switch (mode) {
                case INSERT -> ChangelogMode.insertOnly();
                case ALL -> ChangelogMode.all();
                case UPSERT -> ChangelogMode.upsert();
            };
        }

        @Override
        public Source<?, ?> source() {
            List<List<Change>> splits = Stream.generate(() -> (List<Change>) new ArrayList<Change>())
                    .limit(SPLITS)
                    .toList();
            changes.forEach(
                    change -> splits.get(Math.floorMod(change.entity(), SPLITS)).add(change));
            return ScriptedSource.bounded(
                    splits.stream().map(ScriptedSource.Script::of).toList());
        }

        @Override
        public RecordReader reader(int[] columns) {
            return new Reader(
                    columns, Arrays.stream(columns).mapToObj(types::get).toList());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Reader(int[] positions, List<RelDataType> types) implements RecordReader {
        @Override
        public ColumnBatch read(RecordBatch records, long nowMillis) {
            int size = records.size;
            Object[] columns = new Object[positions.length];
            boolean[][] nulls = new boolean[positions.length][size];
            for (int column = 0; column < columns.length; column++) {
                ColumnLayout layout = ColumnLayout.of(types.get(column));
                columns[column] = layout.newArray(size);
                for (int row = 0; row < size; row++) {
                    Object value = ((Change) records.values[row]).values()[positions[column]];
                    put(columns[column], layout, row, InternalValues.toInternal(value, types.get(column)));
                    nulls[column][row] = value == null;
                }
            }
            ColumnBatch batch = new ColumnBatch(columns, nulls, records.timestamps.clone(), size);
            batch.kinds = kinds(records);
            return batch;
        }

        private static byte @Nullable [] kinds(RecordBatch records) {
            byte[] kinds = new byte[records.size];
            boolean inserts = true;
            for (int row = 0; row < kinds.length; row++) {
                kinds[row] = (byte) ((Change) records.values[row]).kind().ordinal();
                inserts &= kinds[row] == 0;
            }
            return inserts ? null : kinds;
        }

        private static void put(Object column, ColumnLayout layout, int row, @Nullable Object value) {
            if (value == null) {
                return;
            }
            switch (layout) {
                case BOOLEAN -> ((byte[]) column)[row] = (byte) ((Boolean) value ? 1 : 0);
                case INT -> ((int[]) column)[row] = (Integer) value;
                case LONG -> ((long[]) column)[row] = (Long) value;
                case FLOAT -> ((float[]) column)[row] = (Float) value;
                case DOUBLE -> ((double[]) column)[row] = (Double) value;
                case OBJECT -> ((Object[]) column)[row] = value;
            }
        }
    }
}
