/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.late;

import io.millrace.connector.basic.SequenceSource;
import io.millrace.examples.Example;
import io.millrace.examples.Noise;
import io.millrace.function.Aggregates;
import io.millrace.function.OutputTag;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Late data: meters send their readings within five minutes, but some come hours later. An hour's result shows when its
 * readings should all be there; a reading up to three hours late corrects it; one that comes still later is not lost
 * either, but goes to an output of its own.
 */
public final class LateReadings implements Example {
    static final OutputTag<MeterReading> TOO_LATE = new OutputTag<>("too late");

    private static final Duration DISORDER = Duration.ofMinutes(5);
    private static final Duration CORRECTABLE = Duration.ofHours(3);
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int METERS = 12;

    @Override
    public String name() {
        return "late-data";
    }

    @Override
    public String description() {
        return "Late data: hourly results, corrected when readings come late; nothing is lost when they come too late.";
    }

    @Override
    public String explanation() {
        return """
                Late data: an hour's result is printed once its readings should all be there, five minutes behind its end.
                In: electricity meters, of whose readings four in a hundred come hours late. Out: the consumption of a district's hour.
                A reading up to three hours late fires its hour again (a correction); one that is later goes to a side output (too late).
                """;
    }

    @Override
    public void build(StreamExecutionEnvironment environment, List<String> arguments) {
        // The watermark follows each reading, so that one is seen to be late at once.
        environment.setWatermarkIntervalRecords(1);
        DataStream<MeterReading> readings = environment
                .fromSource(new SequenceSource(0, METERS * 4 * 12 - 1), WatermarkStrategy.noWatermarks(), "numbers")
                .map(LateReadings::reading);
        SingleOutputStreamOperator<Consumption> consumption = consumption(readings);
        consumption.print();
        consumption.getSideOutput(TOO_LATE).map(LateReadings::line).print();
    }

    private static String line(MeterReading reading) {
        return String.format(
                Locale.ROOT,
                "%s  %-6s %8.3f kWh  too late, of %s",
                reading.measured(),
                reading.district(),
                reading.wattHours() / 1_000.0,
                reading.meter());
    }

    /** The job: what is around it only makes and shows data. */
    static SingleOutputStreamOperator<Consumption> consumption(DataStream<MeterReading> readings) {
        return readings.assignTimestampsAndWatermarks(WatermarkStrategy.<MeterReading>forBoundedOutOfOrderness(DISORDER)
                        .withTimestampAssigner((reading, timestamp) -> reading.measuredMillis()))
                .keyBy(MeterReading::district)
                .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
                .allowedLateness(CORRECTABLE)
                .sideOutputLateData(TOO_LATE)
                .aggregate(Aggregates.sum(MeterReading::wattHours), new Versions())
                .uid("consumption");
    }

    /** Each meter sends every quarter of an hour; four in a hundred readings arrive hours after they were taken. */
    static MeterReading reading(long position) {
        int meter = (int) (position % METERS);
        Instant sent = START.plus(Duration.ofMinutes(15L * (position / METERS))).plusSeconds(20L * meter);
        int hoursLate = Noise.chance(4, position, 1) ? 1 + Noise.below(5, position, 2) : 0;
        return new MeterReading(
                meter % 3 == 0 ? "north" : "south",
                "meter-" + meter,
                80 + Noise.below(400, position, 3),
                sent.minus(Duration.ofHours(hoursLate)));
    }
}
