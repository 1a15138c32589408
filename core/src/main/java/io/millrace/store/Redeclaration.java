/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import io.millrace.data.IncompatibleSchemaException;
import io.millrace.data.Reshaping;
import io.millrace.data.RowData;
import io.millrace.data.RowType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fits what was restored to what the program declares: checks the class of every value, gives rows the columns that are
 * declared today, and adds or removes the stamps of a time to live that the program gave or took away.
 */
final class Redeclaration {
    private final String storeName;
    private final DeclaredState state;
    private final CellType restoredCells;
    private final CellType cells;
    private final @Nullable Expiry restoredExpiry;
    private final @Nullable Expiry expiry;
    private final @Nullable Class<?> valueClass;
    private final @Nullable Reshaping values;
    private final @Nullable Reshaping mapKeys;
    private final long nowMillis; // when time begins for values that had no time to live

    /**
     * @param cells as they are declared; the state's column has them as they were restored
     * @param type of the values, elements or map values; null where the program does not say
     */
    Redeclaration(String storeName, DeclaredState state, CellType cells, @Nullable Type type) {
        this.storeName = storeName;
        this.state = state;
        this.restoredCells = state.objectColumn().cells();
        this.cells = cells;
        this.restoredExpiry = expiryOf(restoredCells);
        this.expiry = expiryOf(cells);
        this.valueClass = rawClass(type);
        this.values = reshaping(valuesOf(restoredCells), valuesOf(cells));
        this.mapKeys = restoredCells instanceof MapCells from && cells instanceof MapCells to
                ? reshaping(from.keys(), to.keys())
                : null;
        this.nowMillis = expiry == null ? 0 : expiry.clock().currentTimeMillis();
    }

    private @Nullable Reshaping reshaping(CellType restored, CellType declared) {
        Codec<Object> from = restored instanceof ValueCells known ? known.codec() : null;
        Codec<Object> to = declared instanceof ValueCells known ? known.codec() : null;
        try {
            return from == null || to == null ? null : Reshaping.between(from, to);
        } catch (IncompatibleSchemaException mismatch) {
            throw new IllegalStateException(
                    "State \"" + state.name + "\" of " + storeName + " cannot be read as it is declared. "
                            + mismatch.getMessage()
                            + " Declare the type that was saved, or give the new state another name.",
                    mismatch);
        }
    }

    /** What holds the values, elements or map values of cells. */
    private static CellType valuesOf(CellType cells) {
        if (cells instanceof StampedCells stamped) {
            return stamped.values();
        } else if (cells instanceof ListCells list) {
            return valuesOf(list.elements());
        } else if (cells instanceof MapCells map) {
            return valuesOf(map.values());
        }
        if (cells instanceof RowBagCells bag) {
            return bag.values();
        }
        return cells instanceof TimelineCells timeline ? timeline.values() : cells;
    }

    /** Changes the column, and all that is in it. */
    void applyTo(int slotCount) {
        ObjectColumn<Object> column = state.objectColumn();
        column.declare(cells);
        if (column.size() == 0) {
            return;
        }
        for (int slot = 0; slot < slotCount; slot++) {
            Object cell = column.get(slot);
            if (cell != null) {
                column.set(slot, fit(cell));
            }
        }
    }

    /** Fits one restored cell, in place where it can. May be called on any thread. */
    Object fit(Object restored) {
        return each(restored, held -> {
            Object value = reshaped(
                    values, restoredExpiry != null && held instanceof Stamped stamped ? stamped.value() : held);
            check(value);
            if (expiry == null) {
                return value;
            }
            return new Stamped(
                    value,
                    restoredExpiry != null && held instanceof Stamped stamped ? stamped.touchedMillis() : nowMillis);
        });
    }

    private static @Nullable Object reshaped(@Nullable Reshaping reshaping, @Nullable Object value) {
        return reshaping == null || value == null ? value : reshaping.apply(value);
    }

    static boolean isStamped(CellType cells) {
        return expiryOf(cells) != null;
    }

    private static @Nullable Expiry expiryOf(CellType cells) {
        if (cells instanceof StampedCells stamped) {
            return stamped.expiry();
        }
        if (cells instanceof ListCells list) {
            return expiryOf(list.elements());
        }
        return cells instanceof MapCells map ? expiryOf(map.values()) : null;
    }

    @SuppressWarnings("unchecked")
    private Object each(Object cell, UnaryOperator<@Nullable Object> change) {
        switch (state.kind) {
            case LIST -> ((ArrayList<@Nullable Object>) cell).replaceAll(change);
            case MAP -> {
                LinkedHashMap<Object, @Nullable Object> map = (LinkedHashMap<Object, @Nullable Object>) cell;
                map.replaceAll((key, value) -> value == null ? null : change.apply(value));
                return mapKeys == null ? map : withKeys(map, mapKeys);
            }
            case ROW_BAG -> {
                return ((CountedRows) cell).map(row -> (RowData) Objects.requireNonNull(change.apply(row)));
            }
            case TIMELINE -> {
                Timeline timeline = (Timeline) cell;
                timeline.replaceAll(value -> Objects.requireNonNull(change.apply(value)));
            }
            case LONG_BAG -> {
                return cell; // holds no type that the program says
            }
            case LONG_SETS -> {
                return ((LongSetsCells) restoredCells).as((LongSetsCells) cells, (LongSets) cell);
            }
            case VALUE, REDUCING, AGGREGATING, OBJECT_COLUMN, LONG_COLUMN, TIMERS -> {
                Object changed = change.apply(cell);
                return changed == null ? cell : changed;
            }
        }
        return cell;
    }

    private static Object withKeys(LinkedHashMap<Object, @Nullable Object> map, Reshaping keys) {
        LinkedHashMap<Object, @Nullable Object> changed = new LinkedHashMap<>();
        map.forEach((key, value) -> changed.put(keys.apply(key), value));
        return changed;
    }

    private void check(@Nullable Object value) {
        Class<?> declared = valueClass;
        if (declared != null && value != null && !declared.isInstance(value)) {
            throw new IllegalStateException("State \"" + state.name + "\" of " + storeName + " is declared as "
                    + declared.getName() + ", but the snapshot holds a "
                    + value.getClass().getName()
                    + ". Declare the type that was saved, or give the new state another name.");
        }
    }

    private static @Nullable Class<?> rawClass(@Nullable Type type) {
        if (type instanceof ParameterizedType generic) {
            return rawClass(generic.getRawType());
        } else if (type instanceof RowType row) {
            return row.raw();
        }
        return type instanceof Class<?> raw && !raw.isPrimitive() ? raw : null;
    }
}
