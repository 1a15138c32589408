/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states of a store by name, in order of declaration. */
final class StateRegistry {
    private final String storeName;
    private final KeySlots slots;
    private final OpenSnapshots snapshots;
    private final Map<String, DeclaredState> states = new LinkedHashMap<>();
    private final Map<String, DeclaredState> timers = new LinkedHashMap<>();
    private List<ObjectColumn<Object>> expiring = List.of();
    private List<DeclaredState> numbered = List.of();
    private @Nullable Redeclaration[] redeclarations = {};
    private PresenceWord presence;
    private long version;

    StateRegistry(String storeName, KeySlots slots, OpenSnapshots snapshots) {
        this.storeName = storeName;
        this.slots = slots;
        this.snapshots = snapshots;
        this.presence = new PresenceWord(slots.presence(), null);
    }

    Collection<DeclaredState> states() {
        return states.values();
    }

    /** All states and timers, by number. */
    List<DeclaredState> numbered() {
        return numbered;
    }

    /** What the program made of restored cells, by number of the state; replaced and never changed. */
    @Nullable
    Redeclaration[] redeclarations() {
        return redeclarations;
    }

    /** Grows when a state is declared. */
    long version() {
        return version;
    }

    boolean holds(String name) {
        return states.containsKey(name);
    }

    /** The columns in which something may expire. */
    List<ObjectColumn<Object>> expiring() {
        return expiring;
    }

    /** The state of a name, made where there is none; refuses another kind. */
    DeclaredState declare(String name, StateKind kind) {
        Map<String, DeclaredState> known = kind == StateKind.TIMERS ? timers : states;
        DeclaredState state = known.get(name);
        if (state == null) {
            state = create(name, kind);
            known.put(name, state);
            List<DeclaredState> all = new ArrayList<>(numbered);
            all.add(state);
            numbered = all;
            onDeclared();
        } else if (state.kind != kind) {
            throw new IllegalStateException("State \"" + name + "\" of " + storeName + " is of kind "
                    + state.kind.text() + " and cannot be declared as " + kind.text()
                    + " too. Give one of them another name.");
        }
        state.forgotten = false;
        return state;
    }

    /** As {@link #declare(String, StateKind)}, with what the cells hold according to the program. */
    DeclaredState declare(String name, StateKind kind, CellType cells, @Nullable Type type) {
        DeclaredState state = declare(name, kind);
        if (state.handle == null) {
            Redeclaration redeclaration = new Redeclaration(storeName, state, cells, type);
            redeclaration.applyTo(slots.slotCount());
            state.redeclaration = redeclaration;
            onDeclared();
            refreshExpiring();
        }
        return state;
    }

    /** The timers of a name, or null where there were never any. */
    @Nullable
    DeclaredState timers(String name) {
        return timers.get(name);
    }

    private void onDeclared() {
        version++;
        redeclarations = new @Nullable Redeclaration[numbered.size()];
        for (DeclaredState state : numbered) {
            redeclarations[state.number()] = state.redeclaration;
        }
    }

    void refreshExpiring() {
        List<ObjectColumn<Object>> columns = new ArrayList<>();
        for (DeclaredState state : states.values()) {
            if (state.objects != null && Redeclaration.isStamped(state.objects.cells())) {
                columns.add(state.objects);
            }
        }
        expiring = columns;
    }

    private DeclaredState create(String name, StateKind kind) {
        int number = states.size() + timers.size();
        if (number > 0 && number % PresenceWord.STATES == 0) {
            presence = new PresenceWord(slots.newLongPages(), presence);
        }
        long bit = 1L << number % PresenceWord.STATES;
        if (kind == StateKind.LONG_COLUMN) {
            LongColumn column = new LongColumn(slots.newLongPages(), presence, bit, slots.changes());
            return new DeclaredState(name, kind, number, presence, bit, column);
        }
        CellType cells = kind == StateKind.TIMERS ? new TimerCells() : ValueCells.UNTYPED;
        ObjectColumn<Object> column =
                new ObjectColumn<>(slots.newObjectPages(), presence, bit, snapshots, slots.changes(), cells);
        return new DeclaredState(name, kind, number, presence, bit, column);
    }
}
