/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.clicks;

import io.millrace.connector.basic.SequenceSource;
import io.millrace.examples.Example;
import io.millrace.examples.Noise;
import io.millrace.function.Collector;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Session windows: the clicks of each user, cut into visits wherever the user paused for half an hour. Clicks come up to a
 * minute out of order.
 */
public final class ClickSessions implements Example {
    static final Duration GAP = Duration.ofMinutes(30);

    private static final Duration DISORDER = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final List<String> PAGES =
            List.of("/", "/search", "/product/1", "/product/2", "/product/3", "/basket", "/checkout");

    @Override
    public String name() {
        return "click-sessions";
    }

    @Override
    public String description() {
        return "Session windows: clicks in a shop, cut into visits where a user paused for half an hour.";
    }

    @Override
    public String explanation() {
        return """
                Session windows in event time: a user's clicks belong to one visit until there is none for half an hour.
                In: clicks in a shop, up to a minute out of order. Out: when a visit began, whose it was, its length, and how it ended.
                A visit is printed when event time has passed the half hour behind it, so visits come in the order of their ends.
                """;
    }

    @Override
    public void build(StreamExecutionEnvironment environment, List<String> arguments) {
        DataStream<Click> clicks = environment
                .fromSource(new SequenceSource(0, 1_499), WatermarkStrategy.noWatermarks(), "numbers")
                .map(ClickSessions::click);
        visits(clicks).print();
    }

    /** The job: what is around it only makes and shows data. */
    static DataStream<Visit> visits(DataStream<Click> clicks) {
        return clicks.assignTimestampsAndWatermarks(WatermarkStrategy.<Click>forBoundedOutOfOrderness(DISORDER)
                        .withTimestampAssigner((click, timestamp) -> click.timeMillis()))
                .keyBy(Click::user)
                .window(EventTimeSessionWindows.withGap(GAP))
                .aggregate(new VisitAggregate(), new ToVisit())
                .uid("visits");
    }

    /** About three clicks a minute, by thirty users of whom ten are about at a time. */
    static Click click(long position) {
        long hour = position / 180;
        int user = (int) Math.floorMod(hour * 7 + Noise.below(10, position, 1), 30L);
        Instant time =
                START.plusSeconds(position * 20).minusSeconds(Noise.below((int) DISORDER.toSeconds(), position, 2));
        int page = Noise.chance(3, position, 3) ? PAGES.size() - 1 : Noise.below(PAGES.size() - 1, position, 4);
        return new Click("user" + user, PAGES.get(page), time);
    }

    private static final class ToVisit
            extends ProcessWindowFunction<VisitAggregate.Summary, Visit, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String user, Context context, Iterable<VisitAggregate.Summary> summaries, Collector<Visit> out) {
            VisitAggregate.Summary summary = summaries.iterator().next();
            out.collect(new Visit(user, summary.first(), summary.last(), summary.clicks(), summary.bought()));
        }
    }
}
