/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.connector.files.FileSink;
import io.millrace.connector.files.FileSource;
import io.millrace.connector.files.RollingPolicy;
import io.millrace.format.csv.CsvFormat;
import io.millrace.function.OutputTag;
import io.millrace.stream.BroadcastStream;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.TumblingEventTimeWindows;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Delays of real flights, as they come in.
 *
 * <pre>
 * flights ── by origin, windows of a day ──┬── with airports ─────────────── airport-days/
 *    │                 │                   └── by day, the five worst ────── worst/
 *    │                 └── too late for their day ────────────────────────── late/
 *    └────── by origin, in event-time order ── five late in a row ────────── alerts/
 * </pre>
 *
 * <p>A flight comes in when it really leaves, and its event time is when it should have: the stream is out of order by
 * nature. A day (UTC) closes when a flight has come that was scheduled the out-of-orderness after midnight; a flight of
 * that day that comes later goes to {@code late/}. Which flights are late depends on the data alone, so that every run,
 * at every parallelism and through any number of crashes, gives the same rows. All in {@code airport-days/} and
 * {@code late/} together are all flights.
 *
 * <p>Each output is one CSV file with a header, written by one subtask, and visible when the job has ended.
 */
public final class FlightsJob {
    /** An airport needs as many flights on a day to be among the worst. */
    static final int FLIGHTS_TO_COUNT = 5;

    /** The name of the operator that raises alerts. */
    static final String ALERTS = "five late in a row";

    private static final OutputTag<Flight> LATE = new OutputTag<>("late");
    private static final TumblingEventTimeWindows DAY = TumblingEventTimeWindows.of(Duration.ofDays(1));

    private final StreamExecutionEnvironment environment;
    private final FlightsOptions options;
    private final FlightsListener listener;

    private FlightsJob(StreamExecutionEnvironment environment, FlightsOptions options, FlightsListener listener) {
        this.environment = environment;
        this.options = options;
        this.listener = listener;
    }

    /** Builds the job on the environment; it runs when the environment executes. */
    public static void build(StreamExecutionEnvironment environment, FlightsOptions options, FlightsListener listener) {
        environment.setParallelism(options.parallelism());
        new FlightsJob(environment, options, listener).build();
    }

    private void build() {
        DataStream<Flight> flights = flights();
        SingleOutputStreamOperator<OriginDay> originDays = originDays(flights);
        write(airportDays(originDays), AirportDay.class, FlightsOutput.AIRPORT_DAYS);
        write(worst(originDays), WorstAirport.class, FlightsOutput.WORST);
        write(alerts(flights), Alert.class, FlightsOutput.ALERTS);
        write(late(originDays), Flight.class, FlightsOutput.LATE);
    }

    private DataStream<Flight> flights() {
        Duration outOfOrderness = options.outOfOrderness();
        FlightsListener watcher = listener; // functions hold this alone, and not the job that is being built
        WatermarkStrategy<Flight> hourly = WatermarkStrategy.<Flight>forGenerator(
                        context -> new HourlyWatermarks(outOfOrderness))
                .withTimestampAssigner((flight, timestamp) -> flight.scheduledMillis());
        return environment
                .fromSource(flightsSource(), hourly, "flights")
                .uid("flights")
                .setParallelism(1)
                .map(flight -> {
                    watcher.departed(flight);
                    return flight;
                })
                .setParallelism(1);
    }

    private FileSource<Flight> flightsSource() {
        FileSource<Flight> source = read(options.flightsFile(), Flight.class);
        return options.rate() == 0 ? source : source.rateLimit(options.rate());
    }

    private static SingleOutputStreamOperator<OriginDay> originDays(DataStream<Flight> flights) {
        return flights.keyBy(Flight::origin)
                .window(DAY)
                .sideOutputLateData(LATE)
                .aggregate(new DelayAggregate(), new OriginDayWindow())
                .uid("origin-days")
                .name("delays by origin and day");
    }

    private DataStream<AirportDay> airportDays(DataStream<OriginDay> originDays) {
        FlightsListener watcher = listener;
        BroadcastStream<Airport> airports = environment
                .fromSource(read(options.airportsFile(), Airport.class), WatermarkStrategy.noWatermarks(), "airports")
                .uid("airports")
                .setParallelism(1)
                .broadcast(AirportLookup.AIRPORTS);
        return originDays
                .keyBy(OriginDay::origin)
                .connect(airports)
                .process(new AirportLookup())
                .uid("airport-days")
                .name("join with airports")
                .map(row -> {
                    watcher.airportDay(row);
                    return row;
                });
    }

    private DataStream<WorstAirport> worst(DataStream<OriginDay> originDays) {
        FlightsListener watcher = listener;
        return originDays
                .filter(row -> row.flights() >= FLIGHTS_TO_COUNT)
                .keyBy(OriginDay::day)
                .window(DAY)
                .aggregate(new WorstAggregate())
                .uid("worst")
                .name("worst airports of the day")
                .flatMap((day, out) -> {
                    watcher.dayClosed(day);
                    day.ranked().forEach(out::collect);
                });
    }

    private DataStream<Alert> alerts(DataStream<Flight> flights) {
        FlightsListener watcher = listener;
        return flights.keyBy(Flight::origin)
                .process(new DelayAlerts())
                .uid("alerts")
                .name(ALERTS)
                .map(alert -> {
                    watcher.alert(alert);
                    return alert;
                });
    }

    private DataStream<Flight> late(SingleOutputStreamOperator<OriginDay> originDays) {
        FlightsListener watcher = listener;
        return originDays.getSideOutput(LATE).map(flight -> {
            watcher.late(flight);
            return flight;
        });
    }

    private static <T> FileSource<T> read(Path file, Class<T> type) {
        return FileSource.forRecords(CsvFormat.of(type), file.toString());
    }

    private <T> void write(DataStream<T> rows, Class<T> type, FlightsOutput output) {
        String directory = output.directory(options.output()).toString();
        FileSink<T> sink = FileSink.forRecords(CsvFormat.of(type).withSnakeCaseNames(), directory)
                .withRollingPolicy(RollingPolicy.onEndOfInput())
                .replaceExisting()
                .alwaysWriteHeader();
        rows.sinkTo(sink)
                .uid(output.directoryName() + "-files")
                .name(output.directoryName())
                .setParallelism(1);
    }
}
