/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import io.millrace.benchmarks.nexmark.NexmarkEngine;
import io.millrace.benchmarks.nexmark.flink.FlinkEngine;
import io.millrace.benchmarks.nexmark.flink.LocalFlink;
import io.millrace.benchmarks.nexmark.loop.LoopEngine;
import io.millrace.benchmarks.nexmark.millrace.MillraceEngine;
import io.millrace.engine.LocalEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The engines by name; an engine's classes are loaded only when it is asked for. */
public final class Engines {

    private static final String MILLRACE = "millrace";
    private static final String MILLRACE_ON_FLINK = "millrace-on-flink";
    private static final String LOOP = "loop";
    private static final Map<String, Supplier<NexmarkEngine>> BY_NAME = byName();

    private Engines() {}

    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * The engine with that name.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public static NexmarkEngine of(String name) {
        return supplier(name).get();
    }

    /** Whether the engine runs on one thread, whatever the parallelism. */
    static boolean isSingleThreaded(String name) {
        return name.equals(LOOP);
    }

    private static Supplier<NexmarkEngine> supplier(String name) {
        Supplier<NexmarkEngine> engine = BY_NAME.get(name);
        if (engine == null) {
            throw new IllegalArgumentException(
                    "Unknown engine '" + name + "'; the engines are " + String.join(", ", names()));
        }
        return engine;
    }

    private static Map<String, Supplier<NexmarkEngine>> byName() {
        Map<String, Supplier<NexmarkEngine>> engines = new LinkedHashMap<>();
        engines.put(MILLRACE, () -> new MillraceEngine(MILLRACE, parallelism -> new LocalEngine()));
        engines.put(LOOP, LoopEngine::new);
        // Lambdas, not method references: those would load the classes, and Flink with them, here and now.
        engines.put("flink", () -> new FlinkEngine());
        engines.put(
                MILLRACE_ON_FLINK,
                () -> new MillraceEngine(MILLRACE_ON_FLINK, parallelism -> LocalFlink.runner(parallelism)));
        return engines;
    }
}
