/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to do about a class or a method of Flink's that has no counterpart. */
final class Advice {
    static final String PAGE = "see docs/coming-from-flink.md";

    private static final String OPTIONS = "set options by the methods of StreamExecutionEnvironment";
    private static final String TYPES = "types are learned: leave it out; a state descriptor takes a Class";
    private static final String REGISTRATION =
            "leave it out: codecs are derived from classes, and there is nothing to register";
    private static final String SLOTS = "leave it out: there are no slots, all tasks share one JVM";
    private static final String CHECKPOINTS =
            "leave it out: one checkpoint at a time, and barriers do not wait for long; see docs/checkpoints.md";
    private static final String SOURCE =
            "use fromSource(...) with a source of io.millrace.connector: see" + " docs/sources-and-sinks.md";
    private static final String SINK =
            "use sinkTo(...) with a sink of io.millrace.connector: see" + " docs/sources-and-sinks.md";
    private static final String BACKEND =
            "use env.setStateBackend(StateBackendSettings.rocksdb()) with millrace-rocksdb; state is in memory unless"
                    + " set";
    private static final String FILE_SINK = "use sinkTo(FileSink.forRecords(format, directory))";

    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("TypeInformation", TYPES),
            Map.entry("TypeHint", TYPES),
            Map.entry("Types", TYPES),
            Map.entry("BasicTypeInfo", TYPES),
            Map.entry("TypeInfo", TYPES),
            Map.entry("TypeInfoFactory", TYPES),
            Map.entry("TypeSerializer", REGISTRATION),
            Map.entry("SerializerConfig", REGISTRATION),
            Map.entry("ResultTypeQueryable", TYPES),
            Map.entry("Configuration", OPTIONS),
            Map.entry("ReadableConfig", OPTIONS),
            Map.entry("ConfigOption", OPTIONS),
            Map.entry("ConfigOptions", "use io.millrace.stream.ParameterTool for options of your own"),
            Map.entry("MultipleParameterTool", "use io.millrace.stream.ParameterTool"),
            Map.entry(
                    "RestartStrategyOptions",
                    "use env.setRestartStrategy(...) with io.millrace.graph.RestartSettings: None, FixedDelay,"
                            + " ExponentialDelay, FailureRate"),
            Map.entry(
                    "RestartStrategies",
                    "use env.setRestartStrategy(...) with io.millrace.graph.RestartSettings: None, FixedDelay,"
                            + " ExponentialDelay, FailureRate"),
            Map.entry("CheckpointingOptions", "use env.setCheckpointDirectory(...) and env.enableCheckpointing(...)"),
            Map.entry("StateBackendOptions", BACKEND),
            Map.entry("HashMapStateBackend", "leave it out: state is in memory unless set"),
            Map.entry("EmbeddedRocksDBStateBackend", BACKEND),
            Map.entry("ExecutionOptions", "use env.setRuntimeMode(...)"),
            Map.entry("PipelineOptions", OPTIONS),
            Map.entry("CheckpointingMode", "leave it out: checkpoints are exactly-once"),
            Map.entry("ExternalizedCheckpointRetention", "use env.setRetainedCheckpoints(...); checkpoints are kept"),
            Map.entry("Time", "use java.time.Duration"),
            Map.entry("Preconditions", "use java.util.Objects.requireNonNull, or an if"),
            Map.entry("FlinkException", "use an exception of your own"),
            Map.entry("FlinkRuntimeException", "use an exception of your own"),
            Map.entry("WatermarksWithIdleness", "use WatermarkStrategy.withIdleness(...)"),
            Map.entry("NoWatermarksGenerator", "use WatermarkStrategy.noWatermarks()"),
            Map.entry("WindowStagger", "leave it out: windows of one size fire together"),
            Map.entry("Row", "use a record"),
            Map.entry("SlotSharingGroup", SLOTS),
            Map.entry("FileSource", "use io.millrace.connector.files.FileSource.forRecords(format, directory)"),
            Map.entry("FileSink", "use io.millrace.connector.files.FileSink.forRecords(format, directory)"),
            Map.entry("StreamingFileSink", FILE_SINK),
            Map.entry("PrintSinkFunction", "use print()"),
            Map.entry("DataGeneratorSource", "use env.fromSequence(first, last).map(...)"),
            Map.entry("GeneratorFunction", "use env.fromSequence(first, last).map(...)"),
            Map.entry("SimpleStringSchema", "there is no (de)serialization schema: see docs/sources-and-sinks.md"),
            Map.entry("SourceFunction", SOURCE),
            Map.entry("RichSourceFunction", SOURCE),
            Map.entry("ParallelSourceFunction", SOURCE),
            Map.entry("RichParallelSourceFunction", SOURCE),
            Map.entry("SinkFunction", SINK),
            Map.entry("RichSinkFunction", SINK));

    private static final Map<String, String> METHODS = Map.ofEntries(
            Map.entry("addSource", SOURCE),
            Map.entry("createInput", SOURCE),
            Map.entry("readTextFile", "use fromSource(FileSource.forRecords(format, directory), ...)"),
            Map.entry("readFile", "use fromSource(FileSource.forRecords(format, directory), ...)"),
            Map.entry("socketTextStream", "use fromSource(...) with io.millrace.connector.socket.SocketTextSource"),
            Map.entry("addSink", SINK),
            Map.entry("writeAsText", FILE_SINK),
            Map.entry("writeAsCsv", FILE_SINK),
            Map.entry("registerType", REGISTRATION),
            Map.entry("registerPojoType", REGISTRATION),
            Map.entry("registerKryoType", REGISTRATION),
            Map.entry("registerTypeWithKryoSerializer", REGISTRATION),
            Map.entry("addDefaultKryoSerializer", REGISTRATION),
            Map.entry("getSerializerConfig", REGISTRATION),
            Map.entry("enableForceKryo", REGISTRATION),
            Map.entry("disableGenericTypes", "leave it out: what has no codec is refused anyway"),
            Map.entry("enableObjectReuse", "leave it out: elements are always passed by reference"),
            Map.entry("disableObjectReuse", "leave it out: elements are always passed by reference"),
            Map.entry(
                    "setAutoWatermarkInterval",
                    "use env.setWatermarkIntervalRecords(...): periodic watermarks come at counts of records"),
            Map.entry("setBufferTimeout", "leave it out: part-filled batches go out as soon as the input pauses"),
            Map.entry("setMaxConcurrentCheckpoints", CHECKPOINTS),
            Map.entry("setCheckpointingMode", "leave it out: checkpoints are exactly-once"),
            Map.entry("enableUnalignedCheckpoints", CHECKPOINTS),
            Map.entry("setExternalizedCheckpointRetention", "use setRetainedCheckpoints(...); checkpoints are kept"),
            Map.entry("setStateBackend", BACKEND),
            Map.entry("configure", OPTIONS),
            Map.entry("getConfiguration", OPTIONS),
            Map.entry("slotSharingGroup", SLOTS),
            Map.entry("registerSlotSharingGroup", SLOTS),
            Map.entry("setUidHash", "use uid(...)"),
            Map.entry("getNetRuntime", "measure around execute(...)"),
            Map.entry("enableAsyncState", "leave it out: there is nothing to wait for"),
            Map.entry("keyBy", "fields have no type: use a KeySelector, as keyBy(element -> element.field)"));

    /** A message of the compiler's that is none of a method, and what to do about it. */
    private record Hint(Pattern message, String advice) {}

    private static final List<Hint> HINTS = List.of(
            new Hint(
                    Pattern.compile("(infer type arguments for|constructor) .*ValueStateDescriptor"),
                    "a state has no default value: leave it out, and test value() for null"),
            new Hint(
                    Pattern.compile("package com\\.esotericsoftware.* does not exist"),
                    "codecs are derived from classes: a serializer of Kryo's can be deleted"),
            new Hint(Pattern.compile("package .* does not exist"), "name its jar with --classpath"),
            new Hint(
                    Pattern.compile("does not override|class (SourceContext|Context);|class \\w+; location: class"),
                    "it follows from a class above that is not here, or from a jar to name with --classpath"));

    private static final Pattern METHOD = Pattern.compile("symbol: +method (\\w+)\\(|(?:^|; )method (\\w+) in ");

    private Advice() {}

    /** What to do about a class, by its simple name. */
    static String onClass(String simpleName) {
        if (simpleName.matches("Tuple\\d+")) {
            return "tuples have at most five fields: use a record";
        }
        if (simpleName.endsWith("Options")) {
            return CLASSES.getOrDefault(simpleName, OPTIONS);
        }
        return CLASSES.getOrDefault(simpleName, "there is no such class: " + PAGE);
    }

    /** What to do about what the compiler says of a ported program. */
    static String onMessage(String message) {
        Matcher method = METHOD.matcher(message);
        String known = method.find() ? METHODS.get(nameIn(method)) : null;
        if (known != null) {
            return known;
        }
        return HINTS.stream()
                .filter(hint -> hint.message.matcher(message).find())
                .map(Hint::advice)
                .findFirst()
                .orElse(PAGE);
    }

    private static @Nullable String nameIn(Matcher method) {
        return method.group(1) == null ? method.group(2) : method.group(1);
    }
}
