/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which class of Millrace stands for a class of Flink: the one of the same simple name, if there is one in the packages
 * that programs are written against. It is found by looking, so a class that is added to Millrace is known at once.
 */
public final class ImportMap {
    /** The packages that programs are written against; in the order in which a class is looked for. */
    static final List<String> PACKAGES = List.of(
            "io.millrace.stream",
            "io.millrace.function",
            "io.millrace.process",
            "io.millrace.state",
            "io.millrace.time",
            "io.millrace.window",
            "io.millrace.tuple",
            "io.millrace.async",
            "io.millrace.accumulator",
            "io.millrace.metric",
            "io.millrace.connector",
            "io.millrace.connector.basic",
            "io.millrace.runner",
            "io.millrace.graph",
            "io.millrace.environment",
            "io.millrace.data");

    /** Classes that carry another name here. */
    private static final Map<String, String> RENAMED = Map.of(
            "org.apache.flink.api.connector.source.lib.NumberSequenceSource",
            "io.millrace.connector.basic.SequenceSource");

    /** Packages whose classes are other contracts, even where a name is the same, and what to do about them. */
    private static final Map<String, String> OTHER_CONTRACTS = Map.of(
            "org.apache.flink.api.connector.source",
            "sources are written against another contract (io.millrace.connector.Source): see"
                    + " docs/sources-and-sinks.md",
            "org.apache.flink.api.connector.sink2",
            "sinks are written against another contract (io.millrace.connector.Sink): see docs/sources-and-sinks.md",
            "org.apache.flink.api.common.state.v2",
            "this is Flink's asynchronous state: use the descriptors of org.apache.flink.api.common.state",
            "org.apache.flink.util.function",
            "use the functions of java.util.function, or declare an interface of your own");

    /** Packages of Flink's of which one package here is the image, because a name occurs in several of them. */
    private static final Map<String, String> IMAGES = Map.of(
            "org.apache.flink.metrics", "io.millrace.metric",
            "org.apache.flink.api.common.accumulators", "io.millrace.accumulator");

    private final Set<String> flink = FlinkClasses.names();
    private final Map<String, @Nullable String> found = new LinkedHashMap<>();

    /** Whether Flink's DataStream API has a class of this name. */
    boolean isFlinkClass(String name) {
        return flink.contains(name);
    }

    /**
     * The class that stands for a class of Flink.
     *
     * @param flinkClass a top-level class, as {@code org.apache.flink.util.OutputTag}
     * @return its fully qualified name; null where there is none
     */
    public @Nullable String find(String flinkClass) {
        return found.computeIfAbsent(flinkClass, ImportMap::look);
    }

    /** Whether a class has another simple name here. */
    static boolean isRenamed(String flinkClass) {
        return RENAMED.containsKey(flinkClass);
    }

    /** What to do about a class for which there is none. */
    static String advice(String flinkClass) {
        String contract = otherContract(flinkClass);
        if (contract != null) {
            return contract;
        }
        return Advice.onClass(simpleName(flinkClass));
    }

    private static @Nullable String look(String flinkClass) {
        String renamed = RENAMED.get(flinkClass);
        if (renamed != null) {
            return renamed;
        }
        if (otherContract(flinkClass) != null) {
            return null;
        }
        String simpleName = simpleName(flinkClass);
        String image = IMAGES.get(packageName(flinkClass));
        return (image == null ? PACKAGES : List.of(image))
                .stream()
                        .map(name -> name + "." + simpleName)
                        .filter(ImportMap::exists)
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable String otherContract(String flinkClass) {
        String packageName = packageName(flinkClass);
        return packageName.endsWith(".legacy")
                ? "Flink's old contract is not here: " + Advice.onClass(simpleName(flinkClass))
                : OTHER_CONTRACTS.get(packageName);
    }

    private static String packageName(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static boolean exists(String name) {
        try {
            Class<?> type = Class.forName(name, false, ImportMap.class.getClassLoader());
            return java.lang.reflect.Modifier.isPublic(type.getModifiers());
        } catch (ClassNotFoundException | NoClassDefFoundError absent) {
            return false;
        }
    }

    static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
