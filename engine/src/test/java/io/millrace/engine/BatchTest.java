/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.function.Collector;
import io.millrace.graph.RestartSettings;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.runner.JobException;
import io.millrace.runner.JobExecutionResult;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.stream.RuntimeExecutionMode;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchTest {
    private static final int LITTLE_MEMORY = 200_000;

    @TempDir
    Path temporary;

    private String before = "";

    @BeforeEach
    void putTemporaryFilesWhereTheyCanBeSeen() {
        before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", temporary.toString());
    }

    @AfterEach
    void putThemBack() {
        System.setProperty("java.io.tmpdir", before);
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(parallelism)
                .setRuntimeMode(RuntimeExecutionMode.BATCH)
                .setBatchMemory(LITTLE_MEMORY);
    }

    private static long spilled(JobExecutionResult result) {
        return result.metrics().tasks().stream()
                .flatMap(task -> task.counters().entrySet().stream())
                .filter(counter -> counter.getKey().endsWith(".spilledBytes"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
