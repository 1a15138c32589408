/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every public method and constructor of the main classes of Flink's DataStream API, and what became of it here. */
final class ApiTable {
    private static final String STREAMS = "org.apache.flink.streaming.api.datastream.";
    private static final String STATE = "org.apache.flink.api.common.state.";

    private static final List<String> CLASSES = List.of(
            "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment",
            STREAMS + "DataStream",
            STREAMS + "SingleOutputStreamOperator",
            STREAMS + "DataStreamSink",
            STREAMS + "KeyedStream",
            STREAMS + "WindowedStream",
            STREAMS + "AllWindowedStream",
            STREAMS + "ConnectedStreams",
            STREAMS + "BroadcastConnectedStream",
            STREAMS + "JoinedStreams",
            STREAMS + "CoGroupedStreams",
            STREAMS + "AsyncDataStream",
            STREAMS + "PartitionWindowedStream",
            "org.apache.flink.api.common.eventtime.WatermarkStrategy",
            STATE + "StateDescriptor",
            STATE + "ValueStateDescriptor",
            STATE + "ListStateDescriptor",
            STATE + "MapStateDescriptor",
            STATE + "ReducingStateDescriptor",
            STATE + "AggregatingStateDescriptor");

    /** Another contract of the same name: calls that take one are the same, what is handed in is not. */
    private static final List<String> CONTRACTS =
            List.of("org.apache.flink.api.connector.sink2.Sink", "org.apache.flink.api.connector.source.Source");

    private final ImportMap imports = new ImportMap();
    private final ApiReasons reasons;

    ApiTable(ApiReasons reasons) {
        this.reasons = reasons;
    }

    /**
     * A row.
     *
     * @param type the class, nested ones as {@code JoinedStreams.Where}
     * @param signature name and erased types of the parameters
     * @param mark same, renamed, left out; or missing, which must not be
     * @param reason why it is not the same; may be empty
     */
    record Row(String type, String signature, String mark, String reason) {
        /** What reasons are matched against. */
        String key() {
            return type + "." + signature;
        }

        @Override
        public String toString() {
            return key() + "  " + mark;
        }
    }

    List<Row> rows() throws ClassNotFoundException {
        List<Row> rows = new ArrayList<>();
        for (String name : CLASSES) {
            addRows(rows, Class.forName(name, false, ApiTable.class.getClassLoader()), name);
        }
        return rows;
    }

    private void addRows(List<Row> rows, Class<?> flink, String outermost) {
        Class<?> ours = image(flink, outermost);
        for (Executable member : members(flink)) {
            rows.add(row(member, ours));
        }
        Arrays.stream(flink.getDeclaredClasses())
                .filter(nested -> Modifier.isPublic(nested.getModifiers()))
                .sorted(Comparator.comparing(Class::getName))
                .forEach(nested -> addRows(rows, nested, outermost));
    }

    private static List<Executable> members(Class<?> flink) {
        List<Executable> members = new ArrayList<>();
        members.addAll(Arrays.asList(flink.getDeclaredConstructors()));
        members.addAll(Arrays.asList(flink.getDeclaredMethods()));
        return members.stream()
                .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
                .sorted(Comparator.comparing((Executable member) -> member instanceof Method)
                        .thenComparing(ApiTable::signature))
                .toList();
    }

    private Row row(Executable member, @Nullable Class<?> ours) {
        Row row = new Row(simpleName(member.getDeclaringClass()), signature(member), "same", "");
        if (ours != null && hasSame(ours, member)) {
            return row;
        }
        ApiReasons.Reason reason = reasons.find(row.key());
        return reason == null
                ? new Row(row.type(), row.signature(), "missing", "")
                : new Row(row.type(), row.signature(), reason.mark(), reason.text());
    }

    private boolean hasSame(Class<?> ours, Executable member) {
        Executable[] candidates = member instanceof Constructor ? ours.getConstructors() : ours.getMethods();
        return Arrays.stream(candidates)
                .filter(candidate -> member instanceof Constructor || hasSameName(candidate, member))
                .anyMatch(candidate -> takesTheSame(candidate, member) && returnsTheSame(candidate, member));
    }

    private static boolean hasSameName(Executable candidate, Executable member) {
        return candidate.getName().equals(member.getName())
                && Modifier.isStatic(candidate.getModifiers()) == Modifier.isStatic(member.getModifiers());
    }

    private boolean returnsTheSame(Executable candidate, Executable member) {
        if (!(candidate instanceof Method ours) || !(member instanceof Method flinks)) {
            return true;
        }
        Class<?> flink = flinks.getReturnType();
        if (!flink.getName().startsWith(FlinkClasses.PREFIX)) {
            return flink.isAssignableFrom(ours.getReturnType());
        }
        Class<?> image = image(flink);
        return image != null && image.isAssignableFrom(ours.getReturnType());
    }

    private boolean takesTheSame(Executable candidate, Executable member) {
        Class<?>[] ours = candidate.getParameterTypes();
        Class<?>[] flinks = member.getParameterTypes();
        if (ours.length != flinks.length) {
            return false;
        }
        for (int i = 0; i < ours.length; i++) {
            if (!stands(ours[i], flinks[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether an argument of Flink's type, once ported, may be handed in as ours. */
    private boolean stands(Class<?> ours, Class<?> flink) {
        if (flink.isArray()) {
            return ours.isArray() && stands(ours.getComponentType(), flink.getComponentType());
        }
        if (!flink.getName().startsWith(FlinkClasses.PREFIX)) {
            return ours.isAssignableFrom(flink);
        }
        if (CONTRACTS.contains(flink.getName())) {
            return ours.getSimpleName().equals(flink.getSimpleName());
        }
        Class<?> image = image(flink);
        return image != null && ours.isAssignableFrom(image);
    }

    private @Nullable Class<?> image(Class<?> flink) {
        Class<?> outermost = flink;
        while (outermost.getDeclaringClass() != null) {
            outermost = outermost.getDeclaringClass();
        }
        return image(flink, outermost.getName());
    }

    private @Nullable Class<?> image(Class<?> flink, String outermost) {
        String image = imports.find(outermost);
        if (image == null) {
            return null;
        }
        try {
            return Class.forName(
                    image + flink.getName().substring(outermost.length()), false, ApiTable.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }

    private static String signature(Executable member) {
        String name = member instanceof Constructor ? "new" : member.getName();
        return Arrays.stream(member.getParameterTypes())
                .map(ApiTable::simpleName)
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    private static String simpleName(Class<?> type) {
        if (type.isArray()) {
            return simpleName(type.getComponentType()) + "[]";
        }
        Class<?> outer = type.getDeclaringClass();
        return outer == null ? type.getSimpleName() : simpleName(outer) + "." + type.getSimpleName();
    }
}
