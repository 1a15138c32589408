/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.IncompatibleSchemaException;
import io.millrace.data.SchemaResolution;
import io.millrace.data.UnsupportedTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * What becomes of one field of a snapshot's rows if it is restored with the classes at hand.
 *
 * @param state the name of the state; {@code key} for the key
 * @param reason what was changed, or why it cannot be restored; empty where nothing was changed
 */
public record StateFit(String state, Outcome outcome, String reason) {
    /** What becomes of it. */
    public enum Outcome {
        /** It is as it was. */
        KEPT,
        /** The type has changed, and Avro's rules say how. */
        MIGRATED,
        /** A restore would be refused. */
        IMPOSSIBLE
    }

    /**
     * Compares the rows of a table with the classes at hand.
     *
     * @param rows the schema in which a table of a {@link KeyedStore} or {@link SliceStore} was written
     * @param loader finds the classes
     */
    public static List<StateFit> of(Schema rows, ClassLoader loader) {
        List<StateFit> fits = new ArrayList<>();
        for (Schema.Field field : rows.getFields()) {
            String state = field.getProp(SharedState.STATE);
            if (field.name().equals(KeyedTable.KEY)) {
                fits.add(compare(KeyedTable.KEY, field.schema(), () -> KeyFormat.written(field.schema(), loader)
                        .schema()));
            } else if (field.name().equals(SlicesTable.ACCUMULATOR) && state == null) {
                fits.add(compare(SlicesTable.ACCUMULATOR, field.schema(), () -> accumulator(field.schema(), loader)));
            } else if (state != null && StateKind.of(field) != StateKind.LONG_COLUMN) {
                fits.add(compare(
                        state, field.schema(), () -> WrittenFormat.of(StateKind.of(field), field.schema(), loader)
                                .schema()));
            } else if (state != null) {
                fits.add(new StateFit(state, Outcome.KEPT, ""));
            }
        }
        return fits;
    }

    private static Schema accumulator(Schema written, ClassLoader loader) {
        return written.getType() == Schema.Type.LONG
                ? written
                : WrittenFormat.of(StateKind.OBJECT_COLUMN, written, loader).schema();
    }

    /** Compares what was written with what the classes at hand want. */
    public static StateFit compare(String state, Schema written, Supplier<Schema> wanted) {
        try {
            Schema today = wanted.get();
            if (today.equals(written)) {
                return new StateFit(state, Outcome.KEPT, "");
            }
            SchemaResolution.of(content(written), content(today));
            return new StateFit(state, Outcome.MIGRATED, "its type has changed, and is read by Avro's rules");
        } catch (IncompatibleSchemaException mismatch) {
            return new StateFit(
                    state,
                    Outcome.IMPOSSIBLE,
                    (mismatch.field().isEmpty() ? "" : "field " + mismatch.field() + " ") + "was written as "
                            + mismatch.writtenType() + " and is wanted as " + mismatch.wantedType());
        } catch (UnsupportedTypeException gone) {
            return new StateFit(state, Outcome.IMPOSSIBLE, String.valueOf(gone.getMessage()));
        }
    }

    /** What a nullable field holds, so that what is wrong is told of that and not of the field. */
    private static Schema content(Schema schema) {
        boolean nullable = schema.isUnion()
                && schema.getTypes().size() == 2
                && schema.getTypes().get(0).getType() == Schema.Type.NULL;
        return nullable ? schema.getTypes().get(1) : schema;
    }
}
