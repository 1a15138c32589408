/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What SET has set, by the keys of Flink's configuration. It is used by one thread at a time. */
public final class SqlOptions {

    private static final Map<String, SqlOption<?>> KNOWN = new LinkedHashMap<>();

    /** How long state of keys that are idle is kept; 0 is for ever. */
    public static final SqlOption<Duration> STATE_TTL = option(
            "table.exec.state.ttl",
            OptionTypes.DURATION,
            "0 ms",
            "How long state is kept for a key that is idle; 0 is for ever.");

    /** The time zone of the session. */
    public static final SqlOption<ZoneId> LOCAL_TIME_ZONE = option(
            "table.local-time-zone",
            OptionTypes.ZONE,
            null,
            "The time zone in which TIMESTAMP_LTZ is shown and computed with.");

    /** Whether aggregates gather rows before they look at state. */
    public static final SqlOption<Boolean> MINI_BATCH_ENABLED = option(
            "table.exec.mini-batch.enabled",
            OptionTypes.BOOLEAN,
            "false",
            "Whether aggregates and joins gather rows before they emit changes.");

    /** How long rows are gathered. */
    public static final SqlOption<Duration> MINI_BATCH_LATENCY = option(
            "table.exec.mini-batch.allow-latency", OptionTypes.DURATION, "0 ms", "How long rows are gathered at most.");

    /** How many rows are gathered. */
    public static final SqlOption<Long> MINI_BATCH_SIZE =
            option("table.exec.mini-batch.size", OptionTypes.ROWS, "-1", "How many rows are gathered at most.");

    /** In how many phases groups are aggregated. */
    public static final SqlOption<AggregatePhase> AGGREGATE_PHASE = option(
            "table.optimizer.agg-phase-strategy",
            OptionTypes.choice(AggregatePhase.class),
            "auto",
            "Whether rows of a group are combined before they are sent to the task of the group, where mini-batches gather them.");

    /** Whether the values of distinct aggregates are dealt out. */
    public static final SqlOption<Boolean> DISTINCT_SPLIT_ENABLED = option(
            "table.optimizer.distinct-agg.split.enabled",
            OptionTypes.BOOLEAN,
            "false",
            "Whether the values of distinct aggregates are dealt out to all tasks, so that those of a large group are not all kept by one.");

    /** Into how many parts the values of distinct aggregates are dealt out. */
    public static final SqlOption<Integer> DISTINCT_SPLIT_BUCKETS = option(
            "table.optimizer.distinct-agg.split.bucket-num",
            OptionTypes.BUCKETS,
            "1024",
            "Into how many parts the values of the distinct aggregates of a group are dealt out.");

    /** Whether chains of joins on one key are one step. */
    public static final SqlOption<Boolean> MULTI_JOIN_ENABLED = option(
            "table.optimizer.multi-join.enabled",
            OptionTypes.BOOLEAN,
            "false",
            "Whether inner and left joins of three tables and more on one key are one step, which keeps nothing of what they make on the way.");

    /** Whether windows tell results before they are over. */
    public static final SqlOption<Boolean> EARLY_FIRE_ENABLED = option(
            "table.exec.emit.early-fire.enabled",
            OptionTypes.BOOLEAN,
            "false",
            "Whether aggregates of windows are emitted before their window is over.");

    /** How long a change of a window that is not over waits. */
    public static final SqlOption<Duration> EARLY_FIRE_DELAY = option(
            "table.exec.emit.early-fire.delay",
            OptionTypes.DURATION,
            null,
            "How long after a change a window that is not over emits it; 0 is at once.");

    /** Whether windows that are over gather changes before they tell them. */
    public static final SqlOption<Boolean> LATE_FIRE_ENABLED = option(
            "table.exec.emit.late-fire.enabled",
            OptionTypes.BOOLEAN,
            "false",
            "Whether windows that are over emit changes by late rows after a delay.");

    /** How long a change of a window that is over waits. */
    public static final SqlOption<Duration> LATE_FIRE_DELAY = option(
            "table.exec.emit.late-fire.delay",
            OptionTypes.DURATION,
            null,
            "How long after a change a window that is over emits it; 0 is at once.");

    /** For how long windows that are over take rows. */
    public static final SqlOption<Duration> ALLOW_LATENESS = option(
            "table.exec.emit.allow-lateness",
            OptionTypes.DURATION,
            null,
            "For how long a window that is over takes rows that come late.");

    /** In which order rows leave a lookup. */
    public static final SqlOption<LookupOutputMode> ASYNC_LOOKUP_OUTPUT_MODE = option(
            "table.exec.async-lookup.output-mode",
            OptionTypes.choice(LookupOutputMode.class),
            "ordered",
            "Whether rows leave an asynchronous lookup in the order in which they came.");

    /** How many lookups are under way. */
    public static final SqlOption<Integer> ASYNC_LOOKUP_CAPACITY = option(
            "table.exec.async-lookup.buffer-capacity",
            OptionTypes.CAPACITY,
            "100",
            "How many asynchronous lookups a task has under way at most.");

    /** How long a lookup may take. */
    public static final SqlOption<Duration> ASYNC_LOOKUP_TIMEOUT = option(
            "table.exec.async-lookup.timeout",
            OptionTypes.DURATION,
            "3 min",
            "How long an asynchronous lookup may take, with all its attempts; 0 is for ever.");

    /** When a source that has nothing holds back event time no longer. */
    public static final SqlOption<Duration> SOURCE_IDLE_TIMEOUT = option(
            "table.exec.source.idle-timeout",
            OptionTypes.DURATION,
            "0 ms",
            "When a source that has nothing to read holds back event time no longer; 0 is never.");

    /** Whether sources of changes may give one several times. */
    public static final SqlOption<Boolean> SOURCE_CDC_EVENTS_DUPLICATE = option(
            "table.exec.source.cdc-events-duplicate",
            OptionTypes.BOOLEAN,
            "false",
            "Whether tables of changes may give a change several times; they need a primary key then.");

    /** What happens to a null in a column that is NOT NULL. */
    public static final SqlOption<NotNullEnforcer> NOT_NULL_ENFORCER = option(
            "table.exec.sink.not-null-enforcer",
            OptionTypes.choice(NotNullEnforcer.class),
            "error",
            "What happens to a row with a null for a column that is NOT NULL.");

    /** When the rows of each key are kept before a table that finds rows by its key. */
    public static final SqlOption<UpsertMaterialize> UPSERT_MATERIALIZE = option(
            "table.exec.sink.upsert-materialize",
            OptionTypes.choice(UpsertMaterialize.class),
            "auto",
            "When the rows of each key are kept before a table that finds rows by its primary key.");

    /** How often a checkpoint is taken. */
    public static final SqlOption<Duration> CHECKPOINT_INTERVAL = option(
            "execution.checkpointing.interval",
            OptionTypes.DURATION,
            null,
            "How often a checkpoint is taken; never if not set.");

    /** Where checkpoints go. */
    public static final SqlOption<String> CHECKPOINT_DIRECTORY =
            option("execution.checkpointing.dir", OptionTypes.TEXT, null, "The directory of the checkpoints.");

    /** Where savepoints go. */
    public static final SqlOption<String> SAVEPOINT_DIRECTORY =
            option("execution.checkpointing.savepoint-dir", OptionTypes.TEXT, null, "The directory of new savepoints.");

    /** Which savepoint the next statement starts from. */
    public static final SqlOption<String> SAVEPOINT_PATH = option(
            "execution.savepoint.path",
            OptionTypes.TEXT,
            null,
            "The savepoint that statements start from from now on.");

    /** Whether state that no operator wants is left out. */
    public static final SqlOption<Boolean> IGNORE_UNCLAIMED_STATE = option(
            "execution.savepoint.ignore-unclaimed-state",
            OptionTypes.BOOLEAN,
            "false",
            "Whether a statement starts though its savepoint has state that it has no place for.");

    /** Whether a statement runs as a stream or as a batch. */
    public static final SqlOption<RuntimeMode> RUNTIME_MODE = option(
            "execution.runtime-mode",
            OptionTypes.choice(RuntimeMode.class),
            "streaming",
            "Whether statements run as streams or as batches.");

    /** How many tasks an operator has. */
    public static final SqlOption<Integer> PARALLELISM =
            option("parallelism.default", OptionTypes.PARALLELISM, null, "How many tasks an operator has.");

    /** The job's name. */
    public static final SqlOption<String> PIPELINE_NAME =
            option("pipeline.name", OptionTypes.TEXT, null, "The name of the job of the statements that follow.");

    /** How the shell shows rows. */
    public static final SqlOption<ResultMode> RESULT_MODE = option(
            "sql-client.execution.result-mode",
            OptionTypes.choice(ResultMode.class),
            "table",
            "How the shell shows the rows of a query.");

    /** Whether the shell waits for INSERT. */
    public static final SqlOption<Boolean> DML_SYNC =
            option("table.dml-sync", OptionTypes.BOOLEAN, "false", "Whether INSERT is waited for.");

    private final Map<String, String> values = new TreeMap<>();

    private static <T> SqlOption<T> option(
            String key, OptionType<T> type, @Nullable String defaultText, String description) {
        SqlOption<T> option = new SqlOption<>(key, type, defaultText, description);
        KNOWN.put(key, option);
        return option;
    }

    /** Returns every option there is. */
    public static List<SqlOption<?>> known() {
        return List.copyOf(KNOWN.values());
    }

    /**
     * Sets an option.
     *
     * @throws SqlException if there is no such option, with the nearest one, or the value is none of its, with what is allowed
     */
    public void set(String key, String value) {
        knownOrThrow(key).read(value);
        values.put(key, value);
    }

    /**
     * Sets an option back to its default.
     *
     * @throws SqlException if there is no such option, with the nearest one
     */
    public void reset(String key) {
        values.remove(knownOrThrow(key).key());
    }

    /** Sets every option back to its default. */
    public void resetAll() {
        values.clear();
    }

    /** Returns an option's value, or its default, or nothing if it has none. */
    public <T> Optional<T> get(SqlOption<T> option) {
        return Optional.ofNullable(values.get(option.key()))
                .or(option::defaultText)
                .map(option::read);
    }

    /** Returns the time zone of the session, which is the system's unless {@link #LOCAL_TIME_ZONE} names one. */
    public ZoneId localTimeZone() {
        return get(LOCAL_TIME_ZONE).orElse(ZoneId.systemDefault());
    }

    /** Returns what is set, as it was written, by key in alphabetical order. */
    public Map<String, String> values() {
        return new TreeMap<>(values);
    }

    private static SqlOption<?> knownOrThrow(String key) {
        SqlOption<?> option = KNOWN.get(key);
        if (option == null) {
            throw SqlException.of("There is no option '" + key + "'." + Proposals.sentence(key, KNOWN.keySet()));
        }
        return option;
    }
}
