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

    Redeclaration(String storeName, DeclaredState state) {
        this.storeName = storeName;
        this.state = state;
    }

    /**
     * @param type of the values, elements or map values; null where the program does not say
     */
    void apply(CellType cells, @Nullable Type type, int slotCount) {
        ObjectColumn<Object> column = state.objectColumn();
        CellType restored = column.cells();
        column.declare(cells);
        if (column.size() == 0) {
            return;
        }
        Expiry restoredExpiry = expiryOf(restored);
        Expiry expiry = expiryOf(cells);
        Class<?> raw = rawClass(type);
        for (int slot = 0; slot < slotCount; slot++) {
            Object cell = column.get(slot);
            if (cell == null) {
                continue;
            }
            column.set(slot, each(cell, held -> {
                Object value = restoredExpiry != null && held instanceof Stamped stamped ? stamped.value() : held;
                check(value, raw);
                if (expiry == null) {
                    return value;
                }
                return restoredExpiry != null && held instanceof Stamped ? held : expiry.stamp(value);
            }));
        }
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
            case VALUE, REDUCING, AGGREGATING, OBJECT_COLUMN, LONG_COLUMN, TIMELINE, TIMERS -> {
                Object changed = change.apply(cell);
                return changed == null ? cell : changed;
            }
        }
        return cell;
    }

    private void check(@Nullable Object value, @Nullable Class<?> declared) {
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
