/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.millrace;

import io.millrace.differential.Cell;
import io.millrace.differential.Event;
import io.millrace.process.RuntimeContext;
import io.millrace.state.AggregatingState;
import io.millrace.state.AggregatingStateDescriptor;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Millrace's keyed state as logic sees it; the calls at hand are filled in by the function around it. */
abstract class MillraceCell implements Cell {
    private final ValueState<Long> value;
    private final ListState<Event> list;
    private final MapState<Integer, Long> map;
    private final ReducingState<Long> reducing;
    private final AggregatingState<Event, Event> aggregating;

    MillraceCell(RuntimeContext context) {
        value = context.getState(new ValueStateDescriptor<>("value", Long.class));
        list = context.getListState(new ListStateDescriptor<>("list", Event.class));
        map = context.getMapState(new MapStateDescriptor<>("map", Integer.class, Long.class));
        reducing = context.getReducingState(new ReducingStateDescriptor<>("reducing", Long::sum, Long.class));
        aggregating = context.getAggregatingState(
                new AggregatingStateDescriptor<>("aggregating", new MillraceFold(), Event.class));
    }

    @Override
    public @Nullable Long value() {
        return value.value();
    }

    @Override
    public void setValue(@Nullable Long newValue) {
        value.update(newValue);
    }

    @Override
    public List<Event> list() {
        List<Event> events = new ArrayList<>();
        list.get().forEach(events::add);
        return events;
    }

    @Override
    public void addToList(Event event) {
        list.add(event);
    }

    @Override
    public void setList(List<Event> events) {
        list.update(events);
    }

    @Override
    public @Nullable Long mapped(int key) {
        return map.get(key);
    }

    @Override
    public void putMapped(int key, long newValue) {
        map.put(key, newValue);
    }

    @Override
    public void removeMapped(int key) {
        map.remove(key);
    }

    @Override
    public Map<Integer, Long> map() {
        Map<Integer, Long> entries = new TreeMap<>();
        map.entries().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    @Override
    public @Nullable Long reduced() {
        return reducing.get();
    }

    @Override
    public void reduce(long newValue) {
        reducing.add(newValue);
    }

    @Override
    public @Nullable Event aggregated() {
        return aggregating.get();
    }

    @Override
    public void aggregate(Event event) {
        aggregating.add(event);
    }

    @Override
    public void clearAll() {
        value.clear();
        list.clear();
        map.clear();
        reducing.clear();
        aggregating.clear();
    }
}
