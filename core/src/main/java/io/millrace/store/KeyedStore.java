/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.ContainerType;
import io.millrace.data.RowType;
import io.millrace.data.RowView;
import io.millrace.environment.ColdStorage;
import io.millrace.snapshot.StoredTable;
import io.millrace.state.AggregatingState;
import io.millrace.state.AggregatingStateDescriptor;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.MergingState;
import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.StateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that one subtask of a keyed operator remembers.
 *
 * <p>A record looks its key up once: {@link #select} finds the key's slot and makes the key current. States and columns
 * are then arrays indexed by the slot. A slot lasts until {@link #release} finds nothing in it, or {@link #evict} takes it.
 *
 * <p><b>Snapshots.</b> Everything a slot has lies in pages. {@link #snapshot} hands copies of the page directories to
 * a writer and owns no page from then on; that is the whole pause. While the writer is at work, the first write to a
 * page clones it, and the first look at a value that could be changed in place deep-copies the value. So the snapshot
 * shows the moment it was taken, however late it is written.
 *
 * <p><b>Beyond memory.</b> Where the store has a {@link ColdStorage}, the slots are a cache: {@link #evict} moves keys out,
 * and asking for a key brings it back, with all its states and timers. See {@link ColdRows}.
 *
 * <p><b>Threads.</b> One thread owns the store. Only the tables of a snapshot may be used on another.
 */
public final class KeyedStore {
    /** The name of the table in snapshots. */
    public static final String TABLE = "keyed";

    static final String EVENT_TIMERS = "eventTimers";
    static final String PROCESSING_TIMERS = "processingTimers";

    private static final int SWEEP_SLOTS = 2;

    private final String name;
    private final int maxParallelism;
    private final KeyGroupRange range;
    private final StoreClock clock;
    private final OpenSnapshots snapshots;
    private final KeySlots slots;
    private final StateRegistry registry;
    private final @Nullable ColdRows cold;
    private final String prefix;
    private final List<KeyedStore> views; // this store and its views, which share one list
    private int currentSlot = -1;
    private boolean expires;
    private boolean attends; // whether there is more to do for a key that is used
    private int sweepSlot;
    private long snapshotCount;

    /**
     * @param name of the operator, for messages
     * @param range the key groups whose keys come here
     * @param clock asked by states with a time to live
     */
    public KeyedStore(String name, int maxParallelism, KeyGroupRange range, StoreClock clock) {
        this(name, maxParallelism, range, clock, null);
    }

    /**
     * A store of more keys than memory has room for.
     *
     * @param storage where those go that were not used lately; null where all are in memory
     */
    public KeyedStore(
            String name, int maxParallelism, KeyGroupRange range, StoreClock clock, @Nullable ColdStorage storage) {
        this.name = name;
        this.maxParallelism = maxParallelism;
        this.range = range;
        this.clock = clock;
        this.snapshots = new OpenSnapshots();
        this.slots = new KeySlots(snapshots);
        this.registry = new StateRegistry(name, slots, snapshots);
        this.cold = storage == null ? null : new ColdRows(storage, slots, registry);
        this.attends = cold != null;
        this.prefix = "";
        this.views = new ArrayList<>(List.of(this));
    }

    private KeyedStore(KeyedStore store, String prefix) {
        this.name = store.name;
        this.maxParallelism = store.maxParallelism;
        this.range = store.range;
        this.clock = store.clock;
        this.snapshots = store.snapshots;
        this.slots = store.slots;
        this.registry = store.registry;
        this.cold = store.cold;
        this.attends = store.attends;
        this.expires = store.expires;
        this.prefix = prefix;
        this.views = store.views;
        views.add(this);
    }

    /**
     * A second look at the same slots, with a current slot and states of its own: the names of its states begin with
     * {@code statePrefix} in snapshots. Snapshots and restores are for the store itself.
     */
    public KeyedStore view(String statePrefix) {
        return new KeyedStore(this, statePrefix);
    }

    /**
     * Says which columns the keys consist of, as {@link io.millrace.operator.ColumnKeys} makes them, so that snapshots name them. To be called before the first
     * snapshot, and after a restore.
     *
     * @throws IllegalStateException if keys of other types were restored: they cannot be moved to where such keys are looked for
     */
    public void keyType(RowType columns) {
        RowType restored = slots.keyType();
        if (restored != null && !KeyColumns.areSameKeys(restored, columns)) {
            throw new IllegalStateException(
                    "The keys of " + name + " are of the columns " + columns.getTypeName()
                            + ", but those in the snapshot are of " + restored.getTypeName()
                            + ". Keys keep the types they were saved with: cast the columns to those, or start without this state.");
        }
        slots.setKeyType(columns);
    }

    /** Finds the key's slot, or gives it one, and makes the key current. */
    public int select(Object key) {
        int slot = slots.find(key);
        return makeCurrent(slot >= 0 ? slot : loadOrAdd(key));
    }

    /** As {@link #select(Object)} of the row that a view is at, which is made only where it has no slot yet. */
    public int select(RowView key) {
        int slot = slots.find(key);
        return makeCurrent(slot >= 0 ? slot : loadOrAdd(key));
    }

    /** Looks where a key is looked for first, so that whoever looks for it soon finds that in the cache. Returns its slot, or -1 where it stands elsewhere or nowhere. */
    public int touch(long key) {
        return slots.touch(key);
    }

    /** As {@link #touch(long)} of the row that a view is at. */
    public int touch(RowView key) {
        return slots.touch(key);
    }

    private int loadOrAdd(RowView key) {
        int slot = cold == null ? -1 : cold.load(key.toRow());
        return slot >= 0 ? slot : slots.add(key);
    }

    /** As {@link #select(Object)} of the boxed key, without boxing. */
    public int select(long key) {
        int slot = slots.find(key);
        return makeCurrent(slot >= 0 ? slot : cold == null ? slots.add(key) : loadOrAdd(key));
    }

    /** As {@link #select(Object)} of the boxed key, without boxing. */
    public int select(int key) {
        int slot = slots.find(key);
        return makeCurrent(slot >= 0 ? slot : cold == null ? slots.add(key) : loadOrAdd(key));
    }

    /** Finds the key's slot, or gives it one; the current key stays. Ends with {@link #release(int)}. */
    public int slotOf(Object key) {
        int slot = slots.find(key);
        if (slot < 0) {
            slot = loadOrAdd(key);
        }
        if (cold != null) {
            cold.use(slot);
        }
        return slot;
    }

    private int loadOrAdd(Object key) {
        int slot = cold == null ? -1 : cold.load(key);
        return slot >= 0 ? slot : slots.add(key);
    }

    private int makeCurrent(int slot) {
        currentSlot = slot;
        if (attends) {
            attend(slot);
        }
        return slot;
    }

    private void attend(int slot) {
        if (cold != null) {
            cold.use(slot);
        }
        if (expires) {
            sweep();
        }
    }

    /**
     * Moves keys out of memory where there are more than there is room for. To be called where a step might go on for long
     * otherwise, as between two timers: every slot may lose its key but those of current keys.
     */
    public void evict() {
        if (cold != null) {
            cold.evict(this::isCurrent);
        }
    }

    /** A step is over: as {@link #evict}, and forgets a little of what has expired out of memory. */
    public void afterStep() {
        evict();
        if (cold != null && expires) {
            long now = clock.currentTimeMillis();
            cold.sweep(now, slot -> evictExpired(slot, now));
        }
    }

    /** The key's slot, or -1 where it has none. */
    public int find(Object key) {
        int slot = slots.find(key);
        return slot < 0 && cold != null ? cold.load(key) : slot;
    }

    /** The key's slot, or -1 where it has none. */
    public int find(long key) {
        int slot = slots.find(key);
        return slot < 0 && cold != null ? cold.load(key) : slot;
    }

    /** The key's slot, or -1 where it has none. */
    public int find(int key) {
        int slot = slots.find(key);
        return slot < 0 && cold != null ? cold.load(key) : slot;
    }

    /** Makes the key of a slot current. */
    public void selectSlot(int slot) {
        currentSlot = slot;
    }

    /** The slot of the current key, or -1 where no key is current. */
    public int currentSlot() {
        return currentSlot;
    }

    /** The current key, of the type in which it was selected. */
    public Object currentKey() {
        return slots.keyOf(requireSlot());
    }

    /** The key that has the slot. */
    public Object keyOf(int slot) {
        return slots.keyOf(slot);
    }

    /** Ends the work on the current key: its slot becomes free if it has no state and no timer. */
    public void release() {
        int slot = currentSlot;
        currentSlot = -1;
        if (slot >= 0 && slots.isEmpty(slot)) {
            free(slot);
        }
    }

    private void free(int slot) {
        if (cold != null) {
            cold.remove(slot);
        }
        slots.free(slot);
    }

    /** Frees a slot that {@link #slotOf} gave if it has no state and no timer. */
    public void release(int slot) {
        if (slots.isEmpty(slot)) {
            free(slot);
        }
    }

    /** Removes all states and timers of a slot, those of every view. */
    public void clear(int slot) {
        for (DeclaredState state : registry.states()) {
            state.clear(slot);
        }
        eventTimers().deleteAll(slot);
        processingTimers().deleteAll(slot);
    }

    /** Whether a state of that name was declared or restored. */
    public boolean holds(String stateName) {
        return registry.holds(stateName);
    }

    /** The names of states that were restored and that nobody has declared since. */
    public List<String> undeclared() {
        return registry.states().stream()
                .filter(state -> state.handle == null)
                .map(state -> state.name)
                .toList();
    }

    /** Forgets what was restored of states that nobody has declared since, so that snapshots have nothing of them. */
    public void forgetUndeclared() {
        for (DeclaredState state : registry.states()) {
            if (state.handle == null) {
                state.forgotten = true;
                forEachSlot(slot -> {
                    state.clear(slot);
                    release(slot);
                });
            }
        }
    }

    /** Adds what a state has in one slot to what it has in another. */
    public void merge(MergingState<?, ?> state, int target, int source) {
        ((MergeableState) state).merge(target, source);
    }

    /** Forgets all keys, with all their states and timers. */
    public void clear() {
        views.forEach(view -> view.currentSlot = -1);
        forEachSlot(slot -> {
            clear(slot);
            free(slot);
        });
    }

    /** How many keys there are. */
    public long size() {
        return slots.size() + (cold == null ? 0 : cold.size());
    }

    /**
     * Visits every key: those in memory in the order of their slots, and then each of the others in a slot that it has for
     * the visit. The visitor may release the slot it is given, and use no other key.
     */
    public <E extends Exception> void forEachSlot(SlotVisitor<E> visitor) throws E {
        forEachInMemory(visitor);
        if (cold != null) {
            cold.forEachRow(visitor, this::isCurrent);
        }
    }

    private <E extends Exception> void forEachInMemory(SlotVisitor<E> visitor) throws E {
        for (int slot = 0; slot < slots.slotCount(); slot++) {
            if (slots.isLive(slot)) {
                visitor.visit(slot);
            }
        }
    }

    /** The size of indexes, columns and timers in memory, and a guess at the objects in them. */
    public long stateBytesEstimate() {
        long bytes = slots.sizeBytes();
        for (DeclaredState state : registry.states()) {
            bytes += state.sizeBytes();
        }
        for (String timers : List.of(EVENT_TIMERS, PROCESSING_TIMERS)) {
            DeclaredState state = registry.timers(timers);
            bytes += state != null && state.handle instanceof TimerQueue queue ? queue.sizeBytes() : 0;
        }
        return bytes;
    }

    public <T> ValueState<T> valueState(ValueStateDescriptor<T> descriptor) {
        return this.<T, ValueState<T>>scalar(descriptor, StateKind.VALUE, cells -> new StoredValueState<>(this, cells));
    }

    public <T> ReducingState<T> reducingState(ReducingStateDescriptor<T> descriptor) {
        return this.<T, ReducingState<T>>scalar(
                descriptor,
                StateKind.REDUCING,
                cells -> new StoredReducingState<>(this, descriptor.getName(), cells, descriptor.getReduceFunction()));
    }

    public <I, A, O> AggregatingState<I, O> aggregatingState(AggregatingStateDescriptor<I, A, O> descriptor) {
        return this.<A, AggregatingState<I, O>>scalar(
                descriptor,
                StateKind.AGGREGATING,
                cells -> new StoredAggregatingState<>(this, cells, descriptor.getAggregateFunction()));
    }

    public <T> ListState<T> listState(ListStateDescriptor<T> descriptor) {
        Expiry expiry = Expiry.of(descriptor.getTtlConfig(), clock);
        CellType cells = new ListCells(valueCells(descriptor, expiry));
        return declare(
                registry.declare(prefix + descriptor.getName(), StateKind.LIST, cells, descriptor.getType()),
                state -> new StoredListState<>(this, KeyedStore.<ArrayList<Object>>column(state), expiry));
    }

    public <K, V> MapState<K, V> mapState(MapStateDescriptor<K, V> descriptor) {
        Expiry expiry = Expiry.of(descriptor.getTtlConfig(), clock);
        CellType cells = new MapCells(ValueCells.of(descriptor.getKeyType()), valueCells(descriptor, expiry));
        return declare(
                registry.declare(prefix + descriptor.getName(), StateKind.MAP, cells, descriptor.getType()),
                state -> new StoredMapState<K, V>(
                        this, KeyedStore.<LinkedHashMap<K, @Nullable Object>>column(state), expiry));
    }

    /** A long a key, for built-in operators. */
    public LongColumn longColumn(String columnName) {
        return declare(registry.declare(columnName, StateKind.LONG_COLUMN), DeclaredState::longColumn);
    }

    /**
     * An object a key, for built-in operators.
     *
     * @param type of the values; null where it is to be learned from them
     */
    public <T> ObjectColumn<T> objectColumn(String columnName, @Nullable Type type) {
        return declare(
                registry.declare(columnName, StateKind.OBJECT_COLUMN, ValueCells.of(type), type),
                KeyedStore::<T>column);
    }

    /** A row a key, for built-in operators. */
    public RowColumn rowColumn(String columnName, RowType type) {
        return declare(registry.declare(columnName, StateKind.OBJECT_COLUMN, ValueCells.of(type), type), state -> {
            RowPages rows = slots.newRowPages(RowLayout.of(type));
            RowColumn column = new RowColumn(rows, state.presence, state.presenceBit, slots.changes());
            state.unbox(column, slots);
            return column;
        });
    }

    /** Elements in the order of their timestamps for each key, for built-in operators. */
    public Timelines timelines(String columnName) {
        return timelines(columnName, null);
    }

    /**
     * As {@link #timelines(String)}, of elements of a type.
     *
     * @param type of the elements; null where it is to be learned from them
     */
    public Timelines timelines(String columnName, @Nullable Type type) {
        return declare(
                registry.declare(columnName, StateKind.TIMELINE, new TimelineCells(ValueCells.of(type)), type),
                state -> new Timelines(column(state)));
    }

    /** Rows in an order for each key, for built-in operators. */
    public RowLists rowLists(String columnName, RowType type) {
        Type lists = ContainerType.of(ArrayList.class, type);
        CellType cells = ValueCells.of(lists);
        return declare(registry.declare(columnName, StateKind.OBJECT_COLUMN, cells, lists), state -> {
            RowArena arena = new RowArena(new RowPages(RowLayout.of(type), snapshots));
            RowLists made = new RowLists(arena, newColumn(state, new RowLists.Type(cells)));
            state.unbox(made, slots);
            return made;
        });
    }

    private <T> ObjectColumn<T> newColumn(DeclaredState state, CellType cells) {
        return new ObjectColumn<>(
                slots.newObjectPages(), state.presence, state.presenceBit, snapshots, slots.changes(), cells);
    }

    /** Rows, each with how often it is there, for each key; for built-in operators. */
    public RowBags rowBags(String columnName, RowType type) {
        CellType cells = new RowBagCells(ValueCells.of(type));
        return declare(registry.declare(columnName, StateKind.ROW_BAG, cells, type), state -> {
            RowArena arena = new RowArena(new RowPages(RowLayout.of(type), snapshots));
            RowBags bags = new RowBags(arena, newColumn(state, cells));
            state.unbox(bags, slots);
            return bags;
        });
    }

    /** Whole numbers, each with how often it is there, for each key; for built-in operators. */
    public ObjectColumn<LongBag> longBags(String columnName) {
        return declare(
                registry.declare(columnName, StateKind.LONG_BAG, new LongBagCells(), null),
                KeyedStore::<LongBag>column);
    }

    /**
     * Sets of whole numbers for each key, one table for all of them; for built-in operators.
     *
     * @param setNames in the order of their bits; a set that was saved is found by its name, wherever it was
     */
    public ObjectColumn<LongSets> longSets(String columnName, List<String> setNames) {
        return declare(
                registry.declare(columnName, StateKind.LONG_SETS, new LongSetsCells(setNames), null),
                KeyedStore::<LongSets>column);
    }

    public TimerQueue eventTimers() {
        return timers(EVENT_TIMERS);
    }

    public TimerQueue processingTimers() {
        return timers(PROCESSING_TIMERS);
    }

    private TimerQueue timers(String domain) {
        return declare(registry.declare(domain, StateKind.TIMERS), state -> {
            TimerQueue queue = new TimerQueue(column(state), cold, cold == null ? null : cold.timers(domain));
            forEachInMemory(queue::loaded);
            return queue;
        });
    }

    private <T, S> S scalar(StateDescriptor<?, ?> descriptor, StateKind kind, Function<Cells<T>, S> state) {
        Expiry expiry = Expiry.of(descriptor.getTtlConfig(), clock);
        return declare(
                registry.declare(
                        prefix + descriptor.getName(), kind, valueCells(descriptor, expiry), descriptor.getType()),
                declared ->
                        state.apply(expiry == null ? column(declared) : new ExpiringCells<>(column(declared), expiry)));
    }

    private static CellType valueCells(StateDescriptor<?, ?> descriptor, @Nullable Expiry expiry) {
        CellType values = ValueCells.of(descriptor.getType());
        return expiry == null ? values : new StampedCells(values, expiry);
    }

    /** What the program holds of a state; made once, so that declaring again returns the same. */
    @SuppressWarnings("unchecked")
    private <S> S declare(DeclaredState state, Function<DeclaredState, S> make) {
        Object handle = state.handle;
        if (handle == null) {
            handle = make.apply(state);
            state.handle = handle;
            views.forEach(KeyedStore::refreshAttention);
        }
        return (S) handle;
    }

    @SuppressWarnings("unchecked")
    private static <T> ObjectColumn<T> column(DeclaredState state) {
        return (ObjectColumn<T>) state.objectColumn();
    }

    int requireSlot() {
        if (currentSlot < 0) {
            throw new IllegalStateException("Keyed state of " + name
                    + " was used while no key is current. Use it while a record or a timer is processed.");
        }
        return currentSlot;
    }

    private void refreshAttention() {
        expires = !registry.expiring().isEmpty();
        attends = expires || cold != null;
    }

    /** Looks at the next few slots for what has expired, so that keys that never come again are forgotten too. */
    private void sweep() {
        long now = clock.currentTimeMillis();
        for (int i = 0; i < SWEEP_SLOTS; i++) {
            sweepSlot = sweepSlot + 1 < slots.slotCount() ? sweepSlot + 1 : 0;
            evictExpired(sweepSlot, now);
        }
    }

    private void evictExpired(int slot, long now) {
        boolean evicted = false;
        for (ObjectColumn<Object> column : registry.expiring()) {
            evicted |= evict(column, slot, now);
        }
        if (evicted && !isCurrent(slot) && slots.isEmpty(slot)) {
            free(slot);
        }
    }

    private boolean isCurrent(int slot) {
        for (KeyedStore view : views) {
            if (view.currentSlot == slot) {
                return true;
            }
        }
        return false;
    }

    private static boolean evict(ObjectColumn<Object> column, int slot, long now) {
        Object cell = column.peek(slot);
        if (cell == null || !column.cells().hasExpired(cell, now)) {
            return false;
        }
        Object owned = column.get(slot);
        if (owned != null && column.cells().evict(owned, now)) {
            column.clear(slot);
        }
        return true;
    }

    /**
     * The store as it is now. Quick whatever the store holds: only page directories are copied. Close the snapshot when its
     * tables are written, or the store goes on copying.
     */
    public StoreSnapshot snapshot() {
        SharedKeys keys = slots.share();
        long now = expires ? clock.currentTimeMillis() : 0;
        FieldNames names = new FieldNames();
        for (String reserved : KeyedTable.RESERVED) {
            names.add(reserved);
        }
        List<SharedState> states = new ArrayList<>();
        for (DeclaredState state : registry.states()) {
            if (!state.forgotten) {
                states.add(state.share(names.add(state.name), keys, now));
            }
        }
        for (String domain : List.of(EVENT_TIMERS, PROCESSING_TIMERS)) {
            DeclaredState timers = registry.timers(domain);
            states.add(
                    timers != null
                            ? timers.share(domain, keys, now)
                            : new SharedState.Objects(
                                    domain, domain, -1, StateKind.TIMERS, null, new TimerCells.Format()));
        }
        KeyedChanges changes = slots.changes().handOver(cold == null ? null : cold.takeChanges());
        SharedRows rows = cold == null ? null : cold.share(changes.slots());
        KeyedTable table = new KeyedTable(maxParallelism, keys, rows, states, snapshotCount++, changes);
        StoreSnapshot snapshot = new StoreSnapshot(
                List.of(table), rows == null ? () -> {} : () -> rows.rows().close());
        snapshots.add(snapshot);
        return snapshot;
    }

    /**
     * Takes the rows whose keys belong here from the tables of all old subtasks, before any state is declared.
     *
     * @throws IllegalStateException if a state was declared already, or a key comes twice
     */
    public void restore(List<StoredTable> tables) throws IOException {
        KeyedRestore restore = new KeyedRestore(name, maxParallelism, range, slots, registry, cold);
        for (StoredTable table : tables) {
            restore.restore(table);
        }
    }

    /** Gives up what is not in memory. The store is used no more; snapshots may still be written. */
    public void close() {
        if (cold != null) {
            cold.close();
        }
    }
}
