/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.data.JavaType;
import io.millrace.operator.OperatorFactory;
import io.millrace.sql.SqlSession;
import io.millrace.sql.catalog.Catalogs;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.ViewDefinition;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.execution.JobBuilder;
import io.millrace.sql.operator.RowtimeOperator;
import io.millrace.sql.operator.ToRecordsOperator;
import io.millrace.sql.operator.ToRowsOperator;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.parser.StatementParser;
import io.millrace.sql.physical.PhysicalNode;
import io.millrace.sql.plan.PlanText;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.record.RecordWriter;
import io.millrace.sql.record.SqlTypesOfJava;
import io.millrace.sql.row.Row;
import io.millrace.sql.table.functions.UserDefinedFunction;
import io.millrace.sql.type.TimeAttributeType;
import io.millrace.stream.DataStream;
import io.millrace.stream.RuntimeExecutionMode;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * SQL over the streams of a program. What becomes a stream, or is attached, is part of the stream environment and started with it;
 * what is executed here, is started at once as a job of its own, with those operators of the stream environment that it reads from.
 *
 * <p>Where a method takes the stream's elements by {@code T[]...}, nothing is to be given: by it the compiler tells of which class
 * they are. Not thread-safe.
 */
public final class StreamTableEnvironment {
    private static final String UNNAMED_STREAM = "Unregistered_DataStream_Source_";
    private static final String UNNAMED_TABLE = "UnnamedTable$";

    private final StreamExecutionEnvironment environment;
    private final SqlSession session = new SqlSession();
    private final StreamTables streams = new StreamTables();
    private final TableFactories factories;
    private final Statements statements;
    private int unnamed;

    private StreamTableEnvironment(StreamExecutionEnvironment environment) {
        this.environment = environment;
        this.factories = new TableFactories(loader(), List.of(streams));
        this.statements = new Statements(environment, session, factories);
        if (environment.getRuntimeMode() != RuntimeExecutionMode.STREAMING) {
            session.options()
                    .set(
                            SqlOptions.RUNTIME_MODE.key(),
                            environment.getRuntimeMode().name().toLowerCase(Locale.ROOT));
        }
    }

    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? StreamTableEnvironment.class.getClassLoader() : ofThread;
    }

    /** Makes an environment with empty catalogs over a stream environment, in the runtime mode that this has. */
    public static StreamTableEnvironment create(StreamExecutionEnvironment environment) {
        return new StreamTableEnvironment(environment);
    }

    /** Returns the options, which {@code SET} sets, too. Those about jobs are passed on to the stream environment. */
    public TableConfig getConfig() {
        return new TableConfig(session.options());
    }

    /**
     * Runs a statement. A query or an INSERT has been started as a job when this returns.
     *
     * @throws SqlException if it is wrong, with the place
     */
    public TableResult executeSql(String statement) {
        return statements.understood(statement, statements::run);
    }

    /**
     * Validates a query.
     *
     * @throws SqlException if it is wrong, with the place, or no query
     */
    public Table sqlQuery(String query) {
        Statement.Query planned = statements.understood(query, statement -> {
            if (statement instanceof Statement.Query queried) {
                return queried;
            }
            throw SqlException.of("sqlQuery takes a query, such as SELECT. Use executeSql for other statements.");
        });
        return new Table(this, bare(query), getCurrentCatalog(), getCurrentDatabase(), planned);
    }

    private static String bare(String query) {
        String stripped = query.strip();
        return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    /**
     * Returns the plan of a statement, for people to read.
     *
     * @throws SqlException if it is wrong, with the place
     */
    public String explainSql(String statement) {
        return statements.understood(statement, PlanText::of);
    }

    /**
     * Returns a table, or a view, as a query of all that is in it.
     *
     * @param path its name, with the database and the catalog before it if they are not the current ones
     */
    public Table from(String path) {
        return sqlQuery("SELECT * FROM " + path);
    }

    /**
     * Makes a table of a stream: its columns are the components of the records, read where they are.
     *
     * @param elements nothing
     * @throws SqlException if a component is of a class for which SQL has no type
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only the array's class is looked at
    public final <T> Table fromDataStream(DataStream<T> stream, T[]... elements) {
        return fromDataStream(stream, Schema.empty(), elements);
    }

    /**
     * Makes a table of a stream with what a schema says of it: some of its columns or others types, computed columns, and event time.
     *
     * @param elements nothing
     * @throws SqlException if the schema is wrong, or does not fit the elements
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only the array's class is looked at
    public final <T> Table fromDataStream(DataStream<T> stream, Schema schema, T[]... elements) {
        return unnamed(stream, classOf(elements), schema, ChangelogMode.insertOnly());
    }

    /**
     * Makes a table of a stream of changes of all kinds.
     *
     * @param schema declares the columns
     */
    public Table fromChangelogStream(DataStream<Row> stream, Schema schema) {
        return fromChangelogStream(stream, schema, ChangelogMode.all());
    }

    /**
     * Makes a table of a stream of changes.
     *
     * @param schema declares the columns, and the primary key where updates do not say what a row was
     * @param changelogMode which kinds of changes there may be
     */
    public Table fromChangelogStream(DataStream<Row> stream, Schema schema, ChangelogMode changelogMode) {
        return unnamed(stream, Row.class, schema, changelogMode);
    }

    private Table unnamed(DataStream<?> stream, Class<?> type, Schema schema, ChangelogMode mode) {
        unnamed++;
        ObjectPath path = new ObjectPath(getCurrentCatalog(), getCurrentDatabase(), UNNAMED_STREAM + unnamed);
        define(path.quoted(), stream, type, schema, mode);
        session.catalogs().unlist(path);
        return from(path.quoted());
    }

    /**
     * Names a stream as a table, as {@link #fromDataStream(DataStream, Object[][])} makes one of it.
     *
     * @param elements nothing
     * @throws SqlException if the name is taken
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only the array's class is looked at
    public final <T> void createTemporaryView(String path, DataStream<T> stream, T[]... elements) {
        createTemporaryView(path, stream, Schema.empty(), elements);
    }

    /**
     * Names a stream as a table, as {@link #fromDataStream(DataStream, Schema, Object[][])} makes one of it.
     *
     * @param elements nothing
     * @throws SqlException if the name is taken
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only the array's class is looked at
    public final <T> void createTemporaryView(String path, DataStream<T> stream, Schema schema, T[]... elements) {
        define(path, stream, classOf(elements), schema, ChangelogMode.insertOnly());
    }

    /**
     * Names a query, as CREATE TEMPORARY VIEW does.
     *
     * @throws SqlException if the name is taken
     */
    public void createTemporaryView(String path, Table table) {
        requireOwn(table);
        Catalogs catalogs = session.catalogs();
        String full = resolve(path).quoted();
        String catalog = catalogs.currentCatalog();
        String database = catalogs.currentDatabase();
        catalogs.use(table.catalog(), table.database());
        try {
            executeSql("CREATE TEMPORARY VIEW " + full + " AS " + table.text());
        } finally {
            catalogs.use(catalog, database);
        }
    }

    /** Makes a view that is not listed; returns its name, quoted. */
    String view(Table table) {
        unnamed++;
        ObjectPath path = new ObjectPath(getCurrentCatalog(), getCurrentDatabase(), UNNAMED_TABLE + unnamed);
        createTemporaryView(path.quoted(), table);
        session.catalogs().unlist(path);
        return path.quoted();
    }

    private static Class<?> classOf(Object[][] elements) {
        if (elements.length > 0) {
            throw new IllegalArgumentException("The elements of a table are those of the stream: give no others");
        }
        Class<?> type = elements.getClass().getComponentType().getComponentType();
        if (type == Object.class) {
            throw SqlException.of(
                    "The compiler knows the stream's elements as objects of any class. Give the stream its"
                            + " type, such as DataStream<Order>, where it becomes a table.");
        }
        return type;
    }

    private void define(String path, DataStream<?> stream, Class<?> type, Schema schema, ChangelogMode mode) {
        if (stream.getExecutionEnvironment() != environment) {
            throw new IllegalArgumentException("The stream is of another environment than the tables");
        }
        Map<String, String> derived =
                schema.hasPhysicalColumns() ? Map.of() : SqlTypesOfJava.columns(JavaType.of(type));
        String options = streams.add(stream, type, mode);
        ObjectPath resolved = resolve(path);
        try {
            session.execute("CREATE TEMPORARY TABLE " + path + " (\n  " + schema.declaration(derived) + "\n) WITH ("
                    + options + ")");
        } catch (SqlException wrong) {
            // The place is one in a text that nobody has written.
            throw SqlException.of(wrong.reason());
        }
        requireReadable(resolved);
    }

    private void requireReadable(ObjectPath path) {
        try {
            TableDefinition table = (TableDefinition) session.catalogs().objectOrThrow(path, SqlParserPos.ZERO);
            int[] all = new int[table.scannedColumns().size()];
            Arrays.setAll(all, index -> index);
            factories.createSource(TableContext.ofScan(table)).reader(all);
        } catch (SqlException wrong) {
            session.catalogs().removeTemporary(path);
            throw wrong;
        }
    }

    /**
     * Makes a stream of a table that only ever grows. Where the table has one rowtime, it is the timestamps of the stream.
     *
     * @throws SqlException if the table changes rows that it gave before, with what does so
     */
    public DataStream<Row> toDataStream(Table table) {
        return growing(table, "Rows", row -> () -> new ToRowsOperator(row));
    }

    /**
     * As {@link #toDataStream(Table)}, as objects of a class: a record whose components are called as the columns, in any order, a
     * tuple or a class with an empty constructor and such fields; or a class of single values, if there is one column.
     *
     * @throws SqlException if columns and components do not match, or do not fit, with both types
     */
    public <T> DataStream<T> toDataStream(Table table, Class<T> targetClass) {
        if (targetClass == Row.class) {
            @SuppressWarnings("unchecked")
            DataStream<T> rows = (DataStream<T>) toDataStream(table);
            return rows;
        }
        return growing(table, "Records", row -> {
            RecordWriter writer = RecordWriter.of(row, targetClass);
            return () -> new ToRecordsOperator(writer);
        });
    }

    /** @param last makes the last operator for columns of a row type; it says if that is not possible */
    private <T> DataStream<T> growing(Table table, String name, Function<RelDataType, OperatorFactory> last) {
        return translated(table, (job, plan) -> {
            Changes.requireNone(plan);
            OperatorFactory factory = last.apply(named(table));
            return after(plan, timed(plan, job.columns(plan), table.rowType()), name, factory);
        });
    }

    /** Makes a stream of a table: of its rows and of what they do. */
    public DataStream<Row> toChangelogStream(Table table) {
        return toChangelogStream(table, Schema.empty());
    }

    /**
     * As {@link #toChangelogStream(Table)}, with the columns that a schema names, in its order and its types.
     *
     * @throws SqlException if there is no such column, or it cannot be cast to the type
     */
    public DataStream<Row> toChangelogStream(Table table, Schema targetSchema) {
        return toChangelogStream(table, targetSchema, ChangelogMode.all());
    }

    /**
     * As {@link #toChangelogStream(Table, Schema)}, for whoever takes not all kinds of changes: what rows were before updates is
     * left out if the mode has no place for that. With a primary key in the schema rows are found by that: an update that changes it deletes what was, and of a row that
     * is deleted the key may be all that is told.
     *
     * @throws SqlException if the table makes other changes that the mode has no place for, with what does so
     */
    public DataStream<Row> toChangelogStream(Table table, Schema targetSchema, ChangelogMode changelogMode) {
        Table cast = targetSchema.hasPhysicalColumns() ? cast(table, targetSchema) : table;
        return translated(cast, (job, plan) -> {
            Changes.requireIn(changelogMode, plan);
            List<Integer> key = targetSchema.primaryKeyIn(named(cast).getFieldNames());
            DataStream<Object> columns = timed(plan, job.columns(plan, changelogMode, key), cast.rowType());
            RelDataType row = plan.rowType();
            return after(plan, columns, "Rows", () -> new ToRowsOperator(row));
        });
    }

    private Table cast(Table table, Schema schema) {
        String columns = schema.physicalColumns().entrySet().stream()
                .map(column -> "CAST(" + ObjectPath.quoted(column.getKey()) + " AS "
                        + column.getValue().replaceAll("(?i)\\s+NOT\\s+NULL\\s*$", "") + ") AS "
                        + ObjectPath.quoted(column.getKey()))
                .collect(Collectors.joining(", "));
        return sqlQuery("SELECT " + columns + " FROM " + table);
    }

    /** Adds operators to the environment. */
    private interface Addition<T> {
        DataStream<T> add(JobBuilder job, PhysicalNode plan);
    }

    private <T> DataStream<T> translated(Table table, Addition<T> addition) {
        requireOwn(table);
        return statements.placed(
                SqlText.of(table.text()),
                () -> statements.addWhole(
                        job -> addition.add(job, job.plan(table.query().plan(), rowtime(table.rowType()) >= 0))));
    }

    /** What the columns are, by the names that the query gives them. */
    private static RelDataType named(Table table) {
        List<RelDataTypeField> fields = table.rowType().getFieldList();
        List<RelDataType> types = fields.stream().map(RelDataTypeField::getType).toList();
        return table.query()
                .plan()
                .getCluster()
                .getTypeFactory()
                .createStructType(types, table.query().fieldNames());
    }

    /** Makes the rowtime the timestamps, if there is one. */
    private static DataStream<Object> timed(PhysicalNode plan, DataStream<Object> columns, RelDataType row) {
        int rowtime = rowtime(row);
        return rowtime < 0 ? columns : after(plan, columns, "Rowtime", () -> new RowtimeOperator(rowtime));
    }

    /** Appends an operator that keeps the order of the rows, by which changes follow what they change. */
    private static <T> DataStream<T> after(
            PhysicalNode plan, DataStream<Object> columns, String name, OperatorFactory factory) {
        SingleOutputStreamOperator<T> appended = columns.transform(name, factory);
        return appended.setParallelism(plan.isOrdered() ? 1 : columns.getParallelism());
    }

    /** Returns the only rowtime, or -1 where there is none, or several. */
    private static int rowtime(RelDataType row) {
        List<Integer> rowtimes = new ArrayList<>();
        for (RelDataTypeField field : row.getFieldList()) {
            if (TimeAttributeType.isRowtime(field.getType())) {
                rowtimes.add(field.getIndex());
            }
        }
        return rowtimes.size() == 1 ? rowtimes.get(0) : -1;
    }

    /** Makes an empty set of inserts. */
    public StatementSet createStatementSet() {
        return new StatementSet(this);
    }

    /** @param overwrite whether the rows replace those that are in the table that they go to */
    Statement.Insert insertion(String path, Table table, boolean overwrite) {
        requireOwn(table);
        return insertion((overwrite ? "INSERT OVERWRITE " : "INSERT INTO ") + path + " SELECT * FROM " + table);
    }

    Statement.Insert insertion(String text) {
        return statements.understood(text, statement -> {
            if (statement instanceof Statement.Insert insert) {
                return insert;
            }
            throw SqlException.of("An INSERT is expected here. Use executeSql for other statements.");
        });
    }

    Statements statements() {
        return statements;
    }

    private void requireOwn(Table table) {
        if (table.environment() != this) {
            throw new IllegalArgumentException("The table is of another table environment");
        }
    }

    /**
     * Registers a function under a name that it has everywhere, before built-in functions and those of catalogs.
     *
     * @throws SqlException if the name is taken, or the class cannot be used, with the reason
     */
    public void createTemporarySystemFunction(String name, Class<? extends UserDefinedFunction> functionClass) {
        functions().createSystem(name, FunctionSource.of(functionClass));
    }

    /**
     * As {@link #createTemporarySystemFunction(String, Class)}, of an object, such as a lambda: each subtask has a copy, unless all fields are final.
     */
    public void createTemporarySystemFunction(String name, UserDefinedFunction functionInstance) {
        functions().createSystem(name, FunctionSource.of(functionInstance));
    }

    /**
     * Registers a function in a database, the current one if the name does not say another. It is gone with this environment.
     *
     * @throws SqlException if the name is taken, or the class cannot be used, with the reason
     */
    public void createTemporaryFunction(String path, Class<? extends UserDefinedFunction> functionClass) {
        functions().createTemporary(name(path), FunctionSource.of(functionClass));
    }

    /** As {@link #createTemporaryFunction(String, Class)}, of an object, such as a lambda. */
    public void createTemporaryFunction(String path, UserDefinedFunction functionInstance) {
        functions().createTemporary(name(path), FunctionSource.of(functionInstance));
    }

    /**
     * Registers a function in a catalog.
     *
     * @throws SqlException if the name is taken, or the class cannot be used, with the reason
     */
    public void createFunction(String path, Class<? extends UserDefinedFunction> functionClass) {
        createFunction(path, functionClass, false);
    }

    /** As {@link #createFunction(String, Class)}; on request does nothing where there is one of the name. */
    public void createFunction(
            String path, Class<? extends UserDefinedFunction> functionClass, boolean ignoreIfExists) {
        functions().create(name(path), FunctionSource.of(functionClass), ignoreIfExists);
    }

    /** Drops a temporary system function; returns whether there was one. */
    public boolean dropTemporarySystemFunction(String name) {
        return session.catalogs().removeSystemFunction(name);
    }

    /** Drops a temporary function of a database; returns whether there was one. */
    public boolean dropTemporaryFunction(String path) {
        return session.catalogs()
                .removeTemporaryFunction(session.catalogs().functionPath(name(path), SqlParserPos.ZERO));
    }

    /** Drops a function of a catalog; returns whether there was one. */
    public boolean dropFunction(String path) {
        return functions().drop(name(path));
    }

    /** Returns the names of the functions of the current database, temporary and system ones among them. */
    public String[] listUserDefinedFunctions() {
        return session.catalogs().functions().toArray(String[]::new);
    }

    private ProgramFunctions functions() {
        return new ProgramFunctions(session.catalogs());
    }

    private static List<String> name(String path) {
        if (parsed(path) instanceof SqlIdentifier identifier) {
            return identifier.names;
        }
        throw noName(path);
    }

    public void useCatalog(String catalogName) {
        executeSql("USE CATALOG " + ObjectPath.quoted(catalogName));
    }

    public void useDatabase(String databaseName) {
        executeSql("USE " + ObjectPath.quoted(databaseName));
    }

    public String getCurrentCatalog() {
        return session.catalogs().currentCatalog();
    }

    public String getCurrentDatabase() {
        return session.catalogs().currentDatabase();
    }

    public String[] listCatalogs() {
        return session.catalogs().names().toArray(String[]::new);
    }

    public String[] listDatabases() {
        return session.catalogs()
                .catalogOrThrow(getCurrentCatalog(), SqlParserPos.ZERO)
                .databases()
                .toArray(String[]::new);
    }

    /** Returns the names of the tables and views of the current database, temporary ones among them. */
    public String[] listTables() {
        return listed(path -> true);
    }

    /** Returns the names of the views of the current database, temporary ones among them. */
    public String[] listViews() {
        return listed(path -> session.catalogs().object(path).orElseThrow() instanceof ViewDefinition);
    }

    /** Returns the names of the temporary tables of the current database, streams among them. */
    public String[] listTemporaryTables() {
        return listed(path -> session.catalogs().isTemporary(path)
                && session.catalogs().object(path).orElseThrow() instanceof TableDefinition);
    }

    /** Returns the names of the temporary views of the current database. */
    public String[] listTemporaryViews() {
        return listed(path -> session.catalogs().isTemporary(path)
                && session.catalogs().object(path).orElseThrow() instanceof ViewDefinition);
    }

    private String[] listed(Function<ObjectPath, Boolean> wanted) {
        return session.catalogs().objects(getCurrentCatalog(), getCurrentDatabase()).stream()
                .filter(name -> wanted.apply(new ObjectPath(getCurrentCatalog(), getCurrentDatabase(), name)))
                .toArray(String[]::new);
    }

    /** Drops a temporary table, such as a stream with a name; returns whether there was one. */
    public boolean dropTemporaryTable(String path) {
        return drop(path, TableDefinition.class);
    }

    /** Drops a temporary view, or a stream with a name; returns whether there was one. */
    public boolean dropTemporaryView(String path) {
        return drop(path, ViewDefinition.class) || drop(path, TableDefinition.class);
    }

    private boolean drop(String path, Class<?> kind) {
        ObjectPath resolved = resolve(path);
        Catalogs catalogs = session.catalogs();
        boolean there = catalogs.isTemporary(resolved)
                && kind.isInstance(catalogs.object(resolved).orElseThrow());
        if (there) {
            catalogs.removeTemporary(resolved);
        }
        return there;
    }

    private ObjectPath resolve(String path) {
        return session.catalogs().resolve(name(path), SqlParserPos.ZERO);
    }

    private static SqlNode parsed(String path) {
        try {
            return StatementParser.parseExpression(path);
        } catch (SqlException wrong) {
            throw noName(path);
        }
    }

    private static SqlException noName(String path) {
        return SqlException.of("'" + path
                + "' is no name. A name has up to three parts, catalog.database.name, and one that"
                + " is a word of SQL, or has other signs, stands in backticks: " + ObjectPath.quoted(path) + ".");
    }
}
