/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.configuration.NotNullEnforcer;
import io.millrace.sql.configuration.RuntimeMode;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.configuration.UpsertMaterialize;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.connector.TableParallelism;
import io.millrace.sql.operator.KindFilterOperator;
import io.millrace.sql.operator.NotNullOperator;
import io.millrace.sql.operator.ToRowsOperator;
import io.millrace.sql.operator.ToUpsertsOperator;
import io.millrace.sql.operator.WholeBatchesOperator;
import io.millrace.sql.physical.Changelogs;
import io.millrace.sql.physical.LateInsert;
import io.millrace.sql.physical.PhysicalNode;
import io.millrace.sql.physical.PhysicalPlanner;
import io.millrace.sql.physical.RequiredChanges;
import io.millrace.sql.physical.Translation;
import io.millrace.sql.physical.UpsertMaterializeNode;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.DataStream;
import io.millrace.stream.RuntimeExecutionMode;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/** Adds the operators of plans to an environment: for a job of one statement, to one that is as the session's options say. */
public final class JobBuilder {
    private final StreamExecutionEnvironment environment;
    private final TableFactories factories;
    private final SqlOptions options;
    private final PhysicalPlanner planner;
    private final Translation translation;
    private final Set<String> lateWritten;

    JobBuilder(TableFactories factories, SqlOptions options) {
        this(StreamExecutionEnvironment.getExecutionEnvironment(), factories, options);
    }

    /** @param environment that the job is to be part of */
    JobBuilder(StreamExecutionEnvironment environment, TableFactories factories, SqlOptions options) {
        this(environment, factories, options, new HashMap<>(), new HashSet<>());
    }

    /**
     * Makes a builder for a program's environment, whose settings are its own but for those that options set.
     *
     * @param uids how often names of state are taken in the environment already; it is added to
     * @param lateWritten which late rows operators of the environment write already; it is added to
     */
    public JobBuilder(
            StreamExecutionEnvironment environment,
            TableFactories factories,
            SqlOptions options,
            Map<String, Integer> uids,
            Set<String> lateWritten) {
        this.environment = environment;
        this.factories = factories;
        this.options = options;
        this.lateWritten = lateWritten;
        ZoneId zone = options.localTimeZone();
        this.planner = new PhysicalPlanner(factories, options);
        this.translation = new Translation(environment, options, zone, uids);
        configure();
    }

    private void configure() {
        options.get(SqlOptions.PARALLELISM).ifPresent(environment::setParallelism);
        options.get(SqlOptions.CHECKPOINT_INTERVAL)
                .ifPresent(interval -> environment.enableCheckpointing(interval.toMillis()));
        options.get(SqlOptions.CHECKPOINT_DIRECTORY).ifPresent(environment::setCheckpointDirectory);
        if (options.values().containsKey(SqlOptions.RUNTIME_MODE.key())) {
            options.get(SqlOptions.RUNTIME_MODE).map(JobBuilder::mode).ifPresent(environment::setRuntimeMode);
        }
        options.get(SqlOptions.SAVEPOINT_PATH)
                .ifPresent(path -> environment.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(
                        path, options.get(SqlOptions.IGNORE_UNCLAIMED_STATE).orElse(false))));
    }

    private static RuntimeExecutionMode mode(RuntimeMode mode) {
        return switch (mode) {
            case STREAMING -> RuntimeExecutionMode.STREAMING;
            case BATCH -> RuntimeExecutionMode.BATCH;
            case AUTOMATIC -> RuntimeExecutionMode.AUTOMATIC;
        };
    }

    StreamExecutionEnvironment environment() {
        return environment;
    }

    /** Returns the name that the session gives jobs, or the one given here. */
    public String name(String otherwise) {
        return options.get(SqlOptions.PIPELINE_NAME).orElse(otherwise);
    }

    /** @throws SqlException if the plan has something that Millrace does not run */
    DataStream<Row> rows(RelNode plan) {
        return rows(planner.plan(plan));
    }

    /** Returns the rows of a step, as programs see them. */
    public DataStream<Row> rows(PhysicalNode plan) {
        RelDataType row = plan.rowType();
        DataStream<Object> columns = columns(plan);
        SingleOutputStreamOperator<Row> rows = columns.transform("Rows", () -> new ToRowsOperator(row));
        return rows.setParallelism(plan.isOrdered() ? 1 : columns.getParallelism());
    }

    /**
     * Returns how a plan runs.
     *
     * @param tellsTime whether watermarks are wanted of it
     * @throws SqlException if it has something that Millrace does not run
     */
    public PhysicalNode plan(RelNode plan, boolean tellsTime) {
        return tellsTime ? planner.planTellingTime(plan) : planner.plan(plan);
    }

    /** Returns the columns of a step. */
    public DataStream<Object> columns(PhysicalNode plan) {
        DataStream<Object> columns = translation.stream(plan);
        List<TableInput> late = new ArrayList<>();
        addLate(plan, late);
        TableInput.write(late, translation);
        return columns;
    }

    /**
     * Returns the columns of a step, as the changes of a mode. What rows were before updates is left out where the mode has no place for that.
     *
     * @param key the columns by which rows are found; empty where they are not
     */
    public DataStream<Object> columns(PhysicalNode plan, ChangelogMode taken, List<Integer> key) {
        PhysicalNode rows = UpsertMaterializeNode.above(
                plan, taken, key, options.get(SqlOptions.UPSERT_MATERIALIZE).orElse(UpsertMaterialize.AUTO));
        translation.changelogs().require(rows, Changelogs.required(rows, taken, key));
        return upserts(columns(rows), rows, taken, key);
    }

    /**
     * Adds the inserts of one statement, or of one job. Rows that are only ever inserted go to one sink for all that is written to a table, since two would get into each other's way in its files.
     *
     * @throws SqlException if a plan has something that Millrace does not run, or its table cannot be written to
     */
    public void insert(List<Statement.Insert> inserts) {
        List<TableInsert> planned = TableInsert.all(inserts, planner, factories, options);
        for (TableInsert insert : planned) {
            insert.requireWritable();
            translation.changelogs().require(insert.plan(), insert.required());
        }
        List<TableInput> inputs = new ArrayList<>();
        for (TableInsert insert : planned) {
            translation.into(insert.target().path().toString());
            inputs.add(input(insert, ""));
            addLate(insert.plan(), inputs);
        }
        TableInput.write(inputs, translation);
    }

    /** Adds the late rows of a plan that go to tables; those of a query that several plans have in them once. */
    private void addLate(PhysicalNode plan, List<TableInput> inputs) {
        for (LateInsert late : LateInsert.in(plan)) {
            if (lateWritten.add(late.digest())) {
                String before = translation.into(late.target().path().toString());
                inputs.add(input(TableInsert.of(late.rows(), late.target(), factories, options), "late rows"));
                translation.into(before);
            }
        }
    }

    /** @param role what rows these are, where they are not those of the query */
    private TableInput input(TableInsert insert, String role) {
        PhysicalNode plan = insert.plan();
        TableDefinition target = insert.target();
        DataStream<Object> checked = upserts(enforceNotNull(insert), plan, insert.written(), insert.key());
        int parallelism = plan.isOrdered() ? 1 : TableParallelism.ofSink(target).orElse(checked.getParallelism());
        boolean scatters =
                parallelism != checked.getParallelism() && !plan.changelogMode().isInsertOnly();
        DataStream<Object> rows = scatters ? checked.keyByColumns(insert.identity()) : checked;
        int last = scatters ? parallelism : checked.getParallelism();
        RelDataType row = plan.rowType();
        SingleOutputStreamOperator<?> end = insert.sink().columnSink().isEmpty()
                ? rows.<Row>transform("Rows", () -> new ToRowsOperator(row))
                : rows.<ColumnBatch>transform("Batches", WholeBatchesOperator::new);
        return new TableInput(insert, role, end.setParallelism(last), parallelism);
    }

    /** Leaves out what rows were before updates, where that is not taken; of a row that is found by a key which changes, it is a deletion. */
    private DataStream<Object> upserts(
            DataStream<Object> rows, PhysicalNode plan, ChangelogMode taken, List<Integer> key) {
        ChangelogMode made = translation.changelogs().mode(plan);
        if (!made.contains(RowKind.UPDATE_BEFORE) || taken.contains(RowKind.UPDATE_BEFORE)) {
            return rows;
        }
        boolean keyStays = key.isEmpty() || Changelogs.required(plan, taken, key) != RequiredChanges.WHOLE;
        ChangelogMode kept = made.withoutUpdateBefore();
        return rows.<Object>transform(
                        "Upserts", () -> keyStays ? new KindFilterOperator(kept) : new ToUpsertsOperator(key))
                .setParallelism(rows.getParallelism());
    }

    private DataStream<Object> enforceNotNull(TableInsert insert) {
        DataStream<Object> rows = translation.stream(insert.plan());
        List<Integer> columns = insert.columnsToCheck();
        if (columns.isEmpty()) {
            return rows;
        }
        List<String> names = columns.stream()
                .map(column -> insert.target().writtenColumns().get(column).name())
                .toList();
        int[] checked = columns.stream().mapToInt(Integer::intValue).toArray();
        boolean drops = options.get(SqlOptions.NOT_NULL_ENFORCER).orElse(NotNullEnforcer.ERROR) == NotNullEnforcer.DROP;
        String table = "'" + insert.target().path().name() + "'";
        SingleOutputStreamOperator<Object> enforced =
                rows.transform("NotNull", () -> new NotNullOperator(table, names, checked, drops));
        return enforced.setParallelism(rows.getParallelism());
    }
}
