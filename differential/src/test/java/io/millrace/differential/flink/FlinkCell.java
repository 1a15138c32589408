/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Cell;
import io.millrace.differential.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/** Flink's keyed state as logic sees it; the calls at hand are filled in by the function around it. */
abstract class FlinkCell implements Cell {
    private final ValueState<Long> value;
    private final ListState<Event> list;
    private final MapState<Integer, Long> map;
    private final ReducingState<Long> reducing;
    private final AggregatingState<Event, Event> aggregating;

    FlinkCell(RuntimeContext context) {
        value = context.getState(new ValueStateDescriptor<>("value", Long.class));
        list = context.getListState(new ListStateDescriptor<>("list", Event.class));
        map = context.getMapState(new MapStateDescriptor<>("map", Integer.class, Long.class));
        reducing = context.getReducingState(new ReducingStateDescriptor<>("reducing", Long::sum, Long.class));
        aggregating = context.getAggregatingState(
                new AggregatingStateDescriptor<>("aggregating", new FlinkFold(), Event.class));
    }

    @Override
    public @Nullable Long value() throws Exception {
        return value.value();
    }

    @Override
    public void setValue(@Nullable Long newValue) throws Exception {
        value.update(newValue);
    }

    @Override
    public List<Event> list() throws Exception {
        List<Event> events = new ArrayList<>();
        for (Event event : list.get()) {
            events.add(event);
        }
        return events;
    }

    @Override
    public void addToList(Event event) throws Exception {
        list.add(event);
    }

    @Override
    public void setList(List<Event> events) throws Exception {
        list.update(events);
    }

    @Override
    public @Nullable Long mapped(int key) throws Exception {
        return map.get(key);
    }

    @Override
    public void putMapped(int key, long newValue) throws Exception {
        map.put(key, newValue);
    }

    @Override
    public void removeMapped(int key) throws Exception {
        map.remove(key);
    }

    @Override
    public Map<Integer, Long> map() throws Exception {
        Map<Integer, Long> entries = new TreeMap<>();
        for (Map.Entry<Integer, Long> entry : map.entries()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        return entries;
    }

    @Override
    public @Nullable Long reduced() throws Exception {
        return reducing.get();
    }

    @Override
    public void reduce(long newValue) throws Exception {
        reducing.add(newValue);
    }

    @Override
    public @Nullable Event aggregated() throws Exception {
        return aggregating.get();
    }

    @Override
    public void aggregate(Event event) throws Exception {
        aggregating.add(event);
    }

    @Override
    public void clearAll() throws Exception {
        value.clear();
        list.clear();
        map.clear();
        reducing.clear();
        aggregating.clear();
    }
}
