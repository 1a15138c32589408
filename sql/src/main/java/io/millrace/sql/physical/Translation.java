/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.operator.OperatorFactory;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.operator.MiniBatch;
import io.millrace.sql.parser.SqlException;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the operators of one job out of the nodes of its plans, each node's once. */
public final class Translation {
    private final StreamExecutionEnvironment environment;
    private final SqlOptions options;
    private final ZoneId zone;
    private final Changelogs changelogs = new Changelogs();
    private final Map<PhysicalNode, Made> made = new IdentityHashMap<>();
    private final Map<String, Map<Reading, DataStream<?>>> read = new HashMap<>(); // by target
    private final Map<String, Integer> uids;
    private String target = "";

    /**
     * How a table is read.
     *
     * @param watermark as text; empty where event time is not asked for
     */
    record Reading(String table, Map<String, String> options, String watermark) {}

    /** @param zone of the session */
    public Translation(StreamExecutionEnvironment environment, SqlOptions options, ZoneId zone) {
        this(environment, options, zone, new HashMap<>());
    }

    /** @param uids how often names of state are taken in the environment already; it is added to */
    public Translation(
            StreamExecutionEnvironment environment, SqlOptions options, ZoneId zone, Map<String, Integer> uids) {
        this.environment = environment;
        this.options = options;
        this.zone = zone;
        this.uids = uids;
    }

    /** The rows of a node, with the changes that were required when it was made. */
    private record Made(DataStream<Object> rows, RequiredChanges changes) {}

    /** Returns what is required of the nodes, which has to be said before these are made; one of which more is required later is made again. */
    public Changelogs changelogs() {
        return changelogs;
    }

    /** Returns the rows of a node. */
    public DataStream<Object> stream(PhysicalNode node) {
        RequiredChanges required = changelogs.of(node);
        Made known = made.get(node);
        if (known == null || known.changes.compareTo(required) < 0) {
            known = new Made(node.translate(this), required);
            made.put(node, known);
        }
        return known.rows;
    }

    /** Returns whether a node has to say what rows were before updates. */
    boolean needsUpdateBefore(PhysicalNode node) {
        return changelogs.of(node) == RequiredChanges.WHOLE;
    }

    /**
     * Returns the records of a table, which on the way to one table is read once, whatever columns are asked for: another column here or there then leaves sources as they
     * are, with their places.
     */
    DataStream<?> records(Reading reading, Supplier<DataStream<?>> source) {
        return read.computeIfAbsent(target, unused -> new HashMap<>()).computeIfAbsent(reading, unused -> source.get());
    }

    /** Returns the operator of a node that has one. */
    SingleOutputStreamOperator<Object> operator(PhysicalNode node) {
        if (stream(node) instanceof SingleOutputStreamOperator<Object> operator) {
            return operator;
        }
        throw new IllegalStateException(node.describe() + " has no operator of its own");
    }

    /**
     * Says where the rows of the nodes go that are translated from now on: a table's path.
     *
     * @return where they went before
     */
    public String into(String newTarget) {
        String before = target;
        target = newTarget;
        return before;
    }

    /** Appends an operator that keeps nothing: it runs in as many subtasks as its input, whose rows stay in their order. */
    SingleOutputStreamOperator<Object> append(DataStream<?> input, String name, OperatorFactory factory) {
        return input.<Object>transform(name, factory).setParallelism(input.getParallelism());
    }

    /** Names the state of a node's operator by what the node is, so that a later version of the query finds it. */
    DataStream<Object> keeping(PhysicalNode node, SingleOutputStreamOperator<Object> operator) {
        return operator.uid(uid("sql", node.identity()));
    }

    /**
     * Returns a name for the state of an operator, of its own in the job. Where its rows go is part of it, so that a statement more does not take the state of those
     * that were there; what occurs several times on the way to one table is numbered in order.
     *
     * @param kind begins the name
     */
    public String uid(String kind, String identity) {
        String whole = identity + "\nINTO " + target;
        String name = kind + "-" + UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
        int earlier = uids.merge(name, 1, Integer::sum) - 1;
        return earlier == 0 ? name : name + "-" + earlier;
    }

    StreamExecutionEnvironment environment() {
        return environment;
    }

    SqlOptions options() {
        return options;
    }

    /** Returns how long the state of an idle key is kept; 0 for ever. */
    long stateTtlMillis() {
        return options.get(SqlOptions.STATE_TTL).map(Duration::toMillis).orElse(0L);
    }

    /**
     * Returns how many rows are gathered before changes are emitted, or null if each is at once.
     *
     * @throws SqlException if that is to be done, and it is not said for how long or how many
     */
    @Nullable
    MiniBatch miniBatch() {
        if (!options.get(SqlOptions.MINI_BATCH_ENABLED).orElse(false)) {
            return null;
        }
        long latency = options.get(SqlOptions.MINI_BATCH_LATENCY)
                .map(Duration::toMillis)
                .orElse(0L);
        long size = options.get(SqlOptions.MINI_BATCH_SIZE).orElse(-1L);
        if (latency <= 0 || size <= 0) {
            throw SqlException.of(
                    "'table.exec.mini-batch.enabled' needs how long rows are gathered, and how many at most:"
                            + " SET 'table.exec.mini-batch.allow-latency' = '1 s' and 'table.exec.mini-batch.size' = '5000',"
                            + " or other values above 0.");
        }
        return new MiniBatch(size, latency);
    }

    ZoneId zone() {
        return zone;
    }
}
