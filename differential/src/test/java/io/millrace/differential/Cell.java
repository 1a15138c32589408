/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a keyed function sees of its engine: the state of the key at hand, time, timers and outputs. */
public interface Cell {
    int key();

    long timestamp();

    long watermark();

    @Nullable
    Long value() throws Exception;

    void setValue(@Nullable Long value) throws Exception;

    List<Event> list() throws Exception;

    void addToList(Event event) throws Exception;

    void setList(List<Event> events) throws Exception;

    @Nullable
    Long mapped(int key) throws Exception;

    void putMapped(int key, long value) throws Exception;

    void removeMapped(int key) throws Exception;

    /** Returns the map's entries in ascending order of keys: iteration order is no part of the contract. */
    Map<Integer, Long> map() throws Exception;

    @Nullable
    Long reduced() throws Exception;

    void reduce(long value) throws Exception;

    @Nullable
    Event aggregated() throws Exception;

    void aggregate(Event event) throws Exception;

    void clearAll() throws Exception;

    void registerTimer(long time);

    void deleteTimer(long time);

    void emit(Event event);

    void emitAside(Event event);
}
