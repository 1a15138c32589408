/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A program in Flink's own API, to run on a cluster where only the way there is looked at. */
final class FlinkJobSource {
    /** The class that {@link #compile} makes. */
    static final String MAIN_CLASS = "com.example.Numbers";

    private static final String SOURCE = """
            package com.example;

            import org.apache.flink.api.common.eventtime.WatermarkStrategy;
            import org.apache.flink.api.common.typeinfo.Types;
            import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
            import org.apache.flink.connector.datagen.source.DataGeneratorSource;
            import org.apache.flink.configuration.Configuration;
            import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
            import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

            public class Numbers {
                public static void main(String[] arguments) throws Exception {
                    long count = Long.parseLong(arguments[1]);
                    boolean fails = arguments[0].equals("--fail-after");
                    Configuration settings = new Configuration();
                    settings.setString("restart-strategy.type", "disable");
                    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
                    environment.enableCheckpointing(200);
                    environment.fromSource(
                                    new DataGeneratorSource<>(
                                            index -> index, Long.MAX_VALUE, RateLimiterStrategy.perSecond(1e4), Types.LONG),
                                    WatermarkStrategy.noWatermarks(),
                                    "all numbers")
                            .uid("all")
                            .rebalance()
                            .map(number -> {
                                if (fails && number >= count) {
                                    throw new IllegalStateException("number " + number + " is too much");
                                }
                                return number;
                            })
                            .uid("checked")
                            .sinkTo(new DiscardingSink<>())
                            .uid("nowhere");
                    environment.execute("numbers");
                }
            }
            """;

    private FlinkJobSource() {}

    /**
     * Compiles a job that counts without end, and takes {@code --fail-after N} or {@code --run-past N}.
     *
     * @return the directory with its class
     */
    static Path compile(Path directory) throws IOException {
        Path source = Files.createDirectories(directory.resolve("source")).resolve("Numbers.java");
        Files.writeString(source, SOURCE);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        String flink = Files.readString(Path.of(System.getProperty("millrace.flink.cluster.classpath.file")));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-cp", flink.strip(), "-d", classes.toString());
            boolean compiled = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new IOException(source + " does not compile");
            }
        }
        return classes;
    }
}
