/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Cells that hold {@link LongSets}.
 *
 * @param names of the sets, in the order of their bits
 */
record LongSetsCells(List<String> names) implements CellType {
    LongSetsCells {
        names = List.copyOf(names);
    }

    @Override
    public boolean isAlwaysImmutable() {
        return false;
    }

    @Override
    public Object copy(Object cell) {
        return ((LongSets) cell).copy();
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return new Format(name + "__sets", names);
    }

    /** Returns a cell of these sets as one of others: what has the same name has the same numbers, and one that was not there has none. */
    LongSets as(LongSetsCells other, LongSets cell) {
        if (names.equals(other.names)) {
            return cell;
        }
        LongSets converted = new LongSets();
        cell.forEach((value, sets) -> {
            long kept = 0;
            for (int set = 0; set < names.size(); set++) {
                int place = other.names.indexOf(names.get(set));
                if (place >= 0 && (sets >>> set & 1) != 0) {
                    kept |= 1L << place;
                }
            }
            converted.add(value, kept);
        });
        return converted;
    }

    /** {@code array<{value, sets}>}, where the lowest bit of {@code sets} stands for the first of the names that are a property of it. */
    record Format(String name, List<String> names) implements CellFormat {
        private static final String SETS = "sets";
        private static final String NAMES = "names";

        /** Reads the names of a schema that {@link #schema} made. */
        static Format of(Schema element) {
            Object names = element.getField(SETS).getObjectProp(NAMES);
            return new Format(
                    element.getFullName(),
                    ((List<?>) names).stream().map(String.class::cast).toList());
        }

        @Override
        public Schema schema() {
            Schema.Field sets = new Schema.Field(SETS, Schema.create(Schema.Type.LONG));
            sets.addProp(NAMES, names);
            Schema element = Schema.createRecord(
                    name, null, null, false, List.of(new Schema.Field("value", Schema.create(Schema.Type.LONG)), sets));
            return CellFormat.nullable(Schema.createArray(element));
        }

        @Override
        public void write(@Nullable Object cell, Encoder out) throws IOException {
            if (CellFormat.begin(cell, out) && cell instanceof LongSets table) {
                table.write(out);
            }
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            return CellFormat.begin(in) ? new LongSets().read(in) : null;
        }
    }
}
