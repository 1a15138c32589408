/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.simulation.Randomness;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The input of one world. Event times are even.
 *
 * @param firstId the lowest id of an event
 * @param scripts the events of each split, in order
 * @param disorderMillis how far an event may lie behind those before it in its split
 */
record Events(int firstId, List<Script<Event>> scripts, long disorderMillis) {

    static Events draw(Randomness random, int firstId) {
        return draw(random, firstId, random.between(1, 4), false);
    }

    /** Draws events whose ids start at {@code firstId}. */
    static Events draw(Randomness random, int firstId, int splits, boolean late) {
        long disorder = random.upTo(50);
        int keys = random.upTo(12);
        int step = random.upTo(30);
        int id = firstId;
        List<Script<Event>> scripts = new ArrayList<>();
        for (int split = 0; split < splits; split++) {
            int size = random.chance(0.1) ? 0 : random.upTo(60);
            long time = random.between(-200, 200);
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                time += random.below(step);
                int back = random.below((int) disorder + 1) + (late && random.chance(0.2) ? random.below(200) : 0);
                int key = split * 100 + random.below(keys);
                events.add(new Event(key, id++, 2 * (time - back), random.below(100)));
            }
            boolean pauses = random.chance(0.3);
            scripts.add(new Script<>(
                    events, pauses ? random.upTo(20) : 0, pauses ? random.upTo(200) : 0, random.below(200)));
        }
        return new Events(firstId, scripts, 2 * disorder);
    }

    List<Event> all() {
        List<Event> all = new ArrayList<>();
        scripts.forEach(script -> all.addAll(script.elements()));
        return all;
    }

    DataStream<Event> stream(StreamExecutionEnvironment environment) {
        return environment
                .fromSource(ScriptedSource.bounded(scripts), strategy(), "Events")
                .uid("events-" + firstId);
    }

    DataStream<Event> unboundedStream(StreamExecutionEnvironment environment) {
        return environment.fromSource(ScriptedSource.unbounded(scripts), strategy(), "Events");
    }

    /** A strategy that makes no event late. */
    WatermarkStrategy<Event> strategy() {
        return WatermarkStrategy.<Event>forBoundedOutOfOrderness(Duration.ofMillis(disorderMillis))
                .withTimestampAssigner((event, timestamp) -> event.time());
    }

    static <K> Map<K, List<Event>> grouped(List<Event> events, Function<Event, K> key) {
        Map<K, List<Event>> groups = new LinkedHashMap<>();
        for (Event event : events) {
            groups.computeIfAbsent(key.apply(event), unused -> new ArrayList<>())
                    .add(event);
        }
        return groups;
    }

    static long sum(List<Event> events) {
        return events.stream().mapToLong(Event::value).sum();
    }
}
