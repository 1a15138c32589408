/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.job;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A program in Flink's own API: numbers, keyed and thrown away, with the number as its own event time. */
public final class NumbersJob {
    private NumbersJob() {}

    /**
     * Executes the job.
     *
     * @param arguments how many numbers, how many a second, and the number that fails, or -1 for none
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("NumbersJob takes 3 arguments, and was given " + arguments.length);
        }
        long count = Long.parseLong(arguments[0]);
        long failing = Long.parseLong(arguments[2]);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.enableCheckpointing(200);
        DataGeneratorSource<Long> numbers = new DataGeneratorSource<>(
                index -> index, count, RateLimiterStrategy.perSecond(Double.parseDouble(arguments[1])), Types.LONG);
        WatermarkStrategy<Long> own = WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofMillis(10))
                .withTimestampAssigner((number, timestamp) -> number);
        environment
                .fromSource(numbers, own, "numbers")
                .uid("numbers")
                .keyBy(number -> number % 7)
                .map(number -> {
                    if (number == failing) {
                        throw new IllegalStateException("Number " + number + " is not to be had");
                    }
                    return number;
                })
                .uid("checked")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        environment.execute("numbers");
    }
}
