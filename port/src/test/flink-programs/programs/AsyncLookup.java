/* SPDX-License-Identifier: Apache-2.0 */
package programs;

import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Asks a slow service about each number, many at a time; in order, and as the answers come. */
public final class AsyncLookup {
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);

        DataStream<Long> numbers = env.fromSequence(1, 60);

        AsyncDataStream.orderedWait(numbers, new Service("ordered"), 1, TimeUnit.MINUTES, 20).print();
        AsyncDataStream.unorderedWait(numbers, new Service("unordered"), 1, TimeUnit.MINUTES, 20).print();

        env.execute("async lookup");
    }

    /** Answers from threads of its own. */
    public static final class Service extends RichAsyncFunction<Long, String> {
        private final String name;
        private transient ExecutorService threads;

        public Service(String name) {
            this.name = name;
        }

        @Override
        public void open(OpenContext context) {
            threads = Executors.newFixedThreadPool(4);
        }

        @Override
        public void asyncInvoke(Long number, ResultFuture<String> answer) {
            CompletableFuture.supplyAsync(() -> name + ": " + number + " is " + nature(number), threads)
                    .thenAccept(text -> answer.complete(Collections.singleton(text)));
        }

        @Override
        public void close() {
            if (threads != null) {
                threads.shutdown();
            }
        }

        private static String nature(long number) {
            for (long divisor = 2; divisor * divisor <= number; divisor++) {
                if (number % divisor == 0) {
                    return divisor + " times " + number / divisor;
                }
            }
            return number < 2 ? "one" : "prime";
        }
    }
}
