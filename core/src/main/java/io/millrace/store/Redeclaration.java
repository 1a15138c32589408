/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fits what was restored to what the program declares: checks the class of every value, and adds or removes the stamps
 * of a time to live that the program gave or took away.
 */
final class Redeclaration {
    private final String storeName;
    private final DeclaredState state;
    private final CellType cells;
    private final @Nullable Expiry restoredExpiry;
    private final @Nullable Expiry expiry;
    private final @Nullable Class<?> valueClass;
    private final long nowMillis; // when time begins for values that had no time to live

    /**
     * @param cells as they are declared; the state's column has them as they were restored
     * @param type of the values, elements or map values; null where the program does not say
     */
    Redeclaration(String storeName, DeclaredState state, CellType cells, @Nullable Type type) {
        this.storeName = storeName;
        this.state = state;
        this.cells = cells;
        this.restoredExpiry = expiryOf(state.objectColumn().cells());
        this.expiry = expiryOf(cells);
        this.valueClass = rawClass(type);
        this.nowMillis = expiry == null ? 0 : expiry.clock().currentTimeMillis();
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
            Object value = restoredExpiry != null && held instanceof Stamped stamped ? stamped.value() : held;
            check(value);
            if (expiry == null) {
                return value;
            }
            return restoredExpiry != null && held instanceof Stamped ? held : new Stamped(value, nowMillis);
        });
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
            case MAP ->
                ((LinkedHashMap<Object, @Nullable Object>) cell)
                        .replaceAll((key, value) -> value == null ? null : change.apply(value));
            case VALUE, REDUCING, AGGREGATING, OBJECT_COLUMN, LONG_COLUMN, TIMELINE, ROW_BAG, TIMERS -> {
                Object changed = change.apply(cell);
                return changed == null ? cell : changed;
            }
        }
        return cell;
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
        }
        return type instanceof Class<?> raw && !raw.isPrimitive() ? raw : null;
    }
}
