/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codecs;
import io.millrace.data.TaggedCodec;
import io.millrace.environment.ColdStorage;
import io.millrace.environment.RowStore;
import io.millrace.environment.RowView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a store that memory has no room for. The slots are a cache over them:
 *
 * <pre>
 *                 load: when the key is asked for, or its timer is due
 *   slots   &lt;--------------------------------------------------------   rows
 *            --------------------------------------------------------&gt;
 *                 evict: those not used since the hand last passed
 * </pre>
 *
 * <p>A row stays where it is while its key has a slot, so that a key that was only looked at need not be written again; it
 * counts only while the slot is as it was loaded. A row has all that its key has, timers included, and the number of the
 * snapshot that follows its writing: of several notes that a key changed, the one with the number of its row counts.
 *
 * <p>Keys go between steps alone, so a step may hold on to slots, and there may be more keys in memory than wanted until
 * it ends.
 */
final class ColdRows {
    private static final int SWEEP_ROWS = 8;
    private static final byte[] NOTHING = {};

    private final RowStore rows;
    private final int keysInMemory;
    private final KeySlots slots;
    private final StateRegistry registry;
    private final RowKeys keys = new RowKeys();
    private final TaggedCodec undeclared = Codecs.tagged();
    private final List<RowFormat> formats = new ArrayList<>();
    private final ColdTimers eventTimers;
    private final ColdTimers processingTimers;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
    private @Nullable BinaryDecoder decoder;
    private long formatVersion = -1;
    private long[] used = new long[1]; // slots that were used since the hand last passed
    private long[] loaded = new long[1]; // slots whose keys have rows
    private SlotSet unwritten =
            new SlotSet(); // slots that changed before the last snapshot, and have not been written since
    private int hand;
    private long rowCount;
    private long loadedCount;
    private byte[] sweepFrom = RowKeys.first(RowKeys.ROW);
    private long epoch; // the number of the next snapshot
    private long changes; // noted since the last one
    private long notesFrom; // the first epoch whose notes are still there
    private volatile long notesNeededFrom;

    ColdRows(ColdStorage storage, KeySlots slots, StateRegistry registry) {
        this.rows = storage.rows();
        this.keysInMemory = storage.keysInMemory();
        this.slots = slots;
        this.registry = registry;
        this.eventTimers = new ColdTimers(rows, RowKeys.EVENT_TIMER);
        this.processingTimers = new ColdTimers(rows, RowKeys.PROCESSING_TIMER);
    }

    /** How many keys have no slot. */
    long size() {
        return rowCount - loadedCount;
    }

    /** The timers of cold keys. */
    ColdTimers timers(String domain) {
        return domain.equals(KeyedStore.EVENT_TIMERS) ? eventTimers : processingTimers;
    }

    /** Notes that a slot is in use. */
    void use(int slot) {
        used = Bits.with(used, slot);
    }

    /** Whether a key that has no slot has a row. */
    boolean holds(Object key) {
        return rowCount > 0 && rows.get(keys.nameOf(key, rows)) != null;
    }

    /** Gives a key that has none a slot if it has a row; else returns -1. */
    int load(Object key) {
        if (rowCount == loadedCount) {
            return -1;
        }
        byte[] name = keys.nameOf(key, rows);
        byte[] row = rows.get(name);
        return row == null ? -1 : load(key, name, row);
    }

    private int load(Object key, byte[] name, byte[] row) {
        int slot = slots.add(key);
        List<DeclaredState> states = registry.numbered();
        @Nullable Object[] cells = read(row);
        for (int number = 0; number < cells.length; number++) {
            Object cell = cells[number];
            DeclaredState state = states.get(number);
            if (cell != null && state.longs != null) {
                state.longs.set(slot, (Long) cell);
            } else if (cell != null) {
                state.put(slot, cell);
            }
        }
        slots.changes().forget(slot);
        loaded = Bits.with(loaded, slot);
        loadedCount++;
        use(slot);
        takeTimers(slot, name, KeyedStore.EVENT_TIMERS);
        takeTimers(slot, name, KeyedStore.PROCESSING_TIMERS);
        return slot;
    }

    private @Nullable Object[] read(byte[] row) {
        try {
            BinaryDecoder in = DecoderFactory.get().binaryDecoder(row, decoder);
            decoder = in;
            in.readLong();
            return formats.get(in.readInt()).read(in, registry.redeclarations());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeTimers(int slot, byte[] name, String domain) {
        DeclaredState timers = registry.timers(domain);
        if (timers != null && timers.objectColumn().peek(slot) instanceof TimerSet set) {
            timers(domain).remove(set.first(), set.size(), name);
            if (timers.handle instanceof TimerQueue queue) {
                queue.loaded(slot);
            }
        }
    }

    private void giveTimers(int slot, byte[] name, String domain) {
        DeclaredState timers = registry.timers(domain);
        if (timers != null && timers.objectColumn().peek(slot) instanceof TimerSet set) {
            timers(domain).add(set.first(), set.size(), name);
            if (timers.handle instanceof TimerQueue queue) {
                queue.unload(slot);
            }
        }
    }

    /** Loads keys that have a timer that is due by {@code time}, until the earliest of all timers is in memory. */
    void loadDue(ColdTimers timers, long earliestInMemory, long time) {
        if (timers.size() > 0 && timers.next() <= Math.min(time, earliestInMemory)) {
            byte[] name = timers.nextName();
            byte[] row = rows.get(name);
            if (row == null) {
                throw new IllegalStateException("A key has cold timers, and no row");
            }
            load(keys.keyOf(name), name, row);
        }
    }

    /** Takes what a key has in rows, because nothing is left of it. To be called before it loses its slot. */
    void remove(int slot) {
        boolean hadRow = Bits.has(loaded, slot);
        unwritten.remove(slot);
        if (slots.changes().free(slot) || hadRow) {
            Object key = slots.keyOf(slot);
            byte[] name = keys.nameOf(key, rows);
            noteChange(key, name);
            if (hadRow) {
                rows.delete(name);
                Bits.clear(loaded, slot);
                rowCount--;
                loadedCount--;
            }
        }
    }

    /**
     * Takes slots from keys that were not used lately until there is room again; quick where there is.
     *
     * @param isPinned slots that are in use
     */
    void evict(IntPredicate isPinned) {
        if (slots.size() <= keysInMemory) {
            return;
        }
        int wanted = keysInMemory - keysInMemory / 16;
        for (int looks = 2 * slots.slotCount(); looks > 0 && slots.size() > wanted; looks--) {
            hand = hand + 1 < slots.slotCount() ? hand + 1 : 0;
            if (slots.isLive(hand)) {
                if (Bits.has(used, hand)) {
                    Bits.clear(used, hand);
                } else if (!slots.isEmpty(hand) && !isPinned.test(hand)) {
                    evict(hand);
                }
            }
        }
    }

    private void evict(int slot) {
        Object key = slots.keyOf(slot);
        byte[] name = keys.nameOf(key, rows);
        if (slots.changes().isChanged(slot) || unwritten.contains(slot)) {
            unwritten.remove(slot);
            rows.put(name, write(slot));
            noteChange(key, name);
            rowCount += Bits.has(loaded, slot) ? 0 : 1;
        }
        if (Bits.has(loaded, slot)) {
            Bits.clear(loaded, slot);
            loadedCount--;
        }
        giveTimers(slot, name, KeyedStore.EVENT_TIMERS);
        giveTimers(slot, name, KeyedStore.PROCESSING_TIMERS);
        registry.numbered().forEach(state -> state.clear(slot));
        slots.changes().free(slot);
        slots.free(slot);
    }

    private byte[] write(int slot) {
        if (formatVersion != registry.version()) {
            formatVersion = registry.version();
            formats.add(RowFormat.of(registry.numbered(), undeclared));
        }
        try {
            buffer.reset();
            encoder.writeLong(epoch);
            encoder.writeInt(formats.size() - 1);
            formats.get(formats.size() - 1).write(slot, encoder);
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first snapshot has all rows; what changed is asked for only after that. */
    private void noteChange(Object key, byte[] name) {
        keys.note(key);
        if (epoch > 0) {
            rows.put(RowKeys.numbered(RowKeys.CHANGE, epoch, name), NOTHING);
            changes++;
        }
    }

    /** Calls a visitor with a slot of each key that has none; the slot is the visitor's until it returns. */
    <E extends Exception> void forEachRow(SlotVisitor<E> visitor, IntPredicate isPinned) throws E {
        try (RowView now = rows.view();
                RowView.Cursor all = now.rows(RowKeys.first(RowKeys.ROW), RowKeys.end(RowKeys.ROW))) {
            while (all.next()) {
                Object key = keys.keyOf(all.key());
                int slot = slots.find(key) >= 0 ? -1 : load(key);
                if (slot >= 0) {
                    visitor.visit(slot);
                    if (slots.isLive(slot)
                            && key.equals(slots.keyOf(slot))
                            && !slots.isEmpty(slot)
                            && !isPinned.test(slot)) {
                        evict(slot);
                    }
                }
            }
        }
    }

    /** Looks at the next few rows for what has expired, and gives keys that have such a slot. */
    void sweep(long now, IntConsumer evictExpired) {
        if (rowCount == loadedCount) {
            return;
        }
        List<byte[]> expired = new ArrayList<>();
        byte[] last = sweepFrom;
        int looks = 0;
        try (RowView.Cursor next = rows.rows(sweepFrom, RowKeys.end(RowKeys.ROW))) {
            while (looks < SWEEP_ROWS && next.next()) {
                looks++;
                last = next.key();
                if (hasExpired(read(next.value()), now)) {
                    expired.add(last);
                }
            }
        }
        sweepFrom = looks < SWEEP_ROWS ? RowKeys.first(RowKeys.ROW) : Arrays.copyOf(last, last.length + 1);
        for (byte[] name : expired) {
            Object key = keys.keyOf(name);
            int slot = slots.find(key) >= 0 ? -1 : load(key);
            if (slot >= 0) {
                evictExpired.accept(slot);
            }
        }
    }

    private boolean hasExpired(@Nullable Object[] cells, long now) {
        List<DeclaredState> states = registry.numbered();
        for (int number = 0; number < cells.length; number++) {
            Object cell = cells[number];
            ObjectColumn<Object> column = states.get(number).objects;
            if (cell != null && column != null && column.cells().hasExpired(cell, now)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The rows as they are now.
     *
     * @param changed the slots that changed since this was called before
     */
    SharedRows share(SlotSet changed) {
        if (notesNeededFrom > notesFrom) {
            rows.deleteRange(RowKeys.start(RowKeys.CHANGE, notesFrom), RowKeys.start(RowKeys.CHANGE, notesNeededFrom));
            notesFrom = notesNeededFrom;
        }
        SlotSet sharedUnwritten = unwritten.union(changed);
        unwritten = unwritten.union(changed); // a set of its own, which goes on changing
        SharedRows shared = new SharedRows(
                rows.view(),
                keys,
                keys.samples(),
                List.copyOf(formats),
                registry.redeclarations(),
                sharedUnwritten,
                loaded.clone(),
                size(),
                epoch);
        epoch++;
        return shared;
    }

    /** Which keys without a slot changed since this was called before. Before {@link #share}. */
    ColdChanges takeChanges() {
        ColdChanges taken = new ColdChanges(this, epoch, epoch, changes);
        changes = 0;
        return taken;
    }

    /** Says that changes of the given epoch, and of those before, are asked for no more. May be called on any thread. */
    void forgetChanges(long lastEpoch) {
        notesNeededFrom = lastEpoch + 1; // checkpoints complete in order
    }

    void close() {
        rows.close();
    }
}
