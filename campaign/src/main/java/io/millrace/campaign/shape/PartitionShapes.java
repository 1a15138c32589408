/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Collector;
import io.millrace.function.Order;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.SimulationFailure;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Jobs that hold all of their input, by key or by subtask, and answer at its end. */
final class PartitionShapes {
    private PartitionShapes() {}

    static List<Scenario> all() {
        return List.of(
                EventScenario.windowed(
                        "key-partition-map",
                        stream -> stream.keyBy(Event::key).fullWindowPartition().mapPartition(PartitionShapes::emitSum),
                        PartitionShapes::sumsOfKeys),
                EventScenario.windowed(
                        "key-partition-sort",
                        stream -> stream.keyBy(Event::key)
                                .fullWindowPartition()
                                .sortPartition(PartitionShapes::rank, Order.DESCENDING)
                                .keyBy(Event::key)
                                .fullWindowPartition()
                                .mapPartition(PartitionShapes::emitIds),
                        PartitionShapes::sortedIdsOfKeys),
                EventScenario.exact(
                        "partition-sort-of-all",
                        stream -> stream.map(event -> event)
                                .setParallelism(1)
                                .fullWindowPartition()
                                .sortPartition("id", Order.ASCENDING)
                                .fullWindowPartition()
                                .mapPartition(PartitionShapes::emitIds),
                        PartitionShapes::allSorted),
                new Conserving("partition-reduce", PartitionShapes::reduced),
                new Conserving("partition-aggregate", PartitionShapes::aggregated),
                new Conserving("partition-map-in-source-chain", PartitionShapes::mapped),
                new Conserving("partition-sort", PartitionShapes::sorted));
    }

    private static void emitIds(Iterable<Event> events, Collector<String> out) {
        List<Integer> ids = new ArrayList<>();
        events.forEach(event -> ids.add(event.id()));
        out.collect(ids.toString());
    }

    private static String ids(List<Event> events) {
        List<String> ids = new ArrayList<>();
        emitIds(events, ids::add);
        return ids.get(0);
    }

    private static void emitSum(Iterable<Event> events, Collector<Result> out) {
        List<Event> all = new ArrayList<>();
        events.forEach(all::add);
        out.collect(sum(all));
    }

    private static Result sum(List<Event> events) {
        return new Result("sum", events.get(0).key(), events.size(), Events.sum(events));
    }

    private static List<?> sumsOfKeys(List<Event> events) {
        return Events.grouped(events, Event::key).values().stream()
                .map(PartitionShapes::sum)
                .toList();
    }

    /** Batches give elements of equal keys in the order of their timestamps, so that no two may be equal here. */
    private static int rank(Event event) {
        return event.value() * 10_000 + event.id();
    }

    private static List<?> sortedIdsOfKeys(List<Event> events) {
        List<Event> sorted = events.stream()
                .sorted(Comparator.comparing(PartitionShapes::rank).reversed())
                .toList();
        return Events.grouped(sorted, Event::key).values().stream()
                .map(PartitionShapes::ids)
                .toList();
    }

    private static List<?> allSorted(List<Event> events) {
        return List.of(
                ids(events.stream().sorted(Comparator.comparing(Event::id)).toList()));
    }

    // Subtasks get what the schedule gives them, but what all of them get is certain

    private static DataStream<Integer> reduced(DataStream<Event> stream) {
        return stream.rebalance().map(Event::value).fullWindowPartition().reduce(Integer::sum);
    }

    private static DataStream<Integer> aggregated(DataStream<Event> stream) {
        return stream.rebalance().map(Event::value).fullWindowPartition().aggregate(new Summing());
    }

    private static DataStream<Integer> mapped(DataStream<Event> stream) {
        return stream.fullWindowPartition()
                .<Integer>mapPartition((events, out) -> events.forEach(event -> out.collect(event.value())));
    }

    private static DataStream<Integer> sorted(DataStream<Event> stream) {
        return stream.rebalance().map(Event::value).fullWindowPartition().sortPartition(0, Order.DESCENDING);
    }

    private static final class Summing implements AggregateFunction<Integer, int[], Integer> {
        @Override
        public int[] createAccumulator() {
            return new int[1];
        }

        @Override
        public int[] add(Integer value, int[] accumulator) {
            accumulator[0] += value;
            return accumulator;
        }

        @Override
        public Integer getResult(int[] accumulator) {
            return accumulator[0];
        }

        @Override
        public int[] merge(int[] a, int[] b) {
            a[0] += b[0];
            return a;
        }
    }

    private interface Job {
        DataStream<Integer> of(DataStream<Event> stream);
    }

    /** Whatever the partitions are, the sum of the values is that of the events. */
    private record Conserving(String name, Job job) implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Events events = Events.draw(random, 0);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    EventScenario.sink(job.of(events.stream(environment)), EventScenario.OUT);
                }

                @Override
                public void verify(Outputs outputs) {
                    List<Integer> rows = outputs.rows(EventScenario.OUT);
                    long sum = rows.stream().mapToLong(Integer::longValue).sum();
                    if (sum != Events.sum(events.all())) {
                        throw new SimulationFailure("The values add up to " + Events.sum(events.all())
                                + ", but those of the results to " + sum + ": " + rows);
                    }
                }
            };
        }
    }
}
