/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.operator.OperatorStates;
import io.millrace.savepoint.Savepoint;
import io.millrace.snapshot.SnapshotException;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapStateDescriptor;
import io.millrace.store.KeyedStore;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.tuple.Tuple2;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the state of a savepoint, or of a checkpoint, as bounded streams of the job's own types. {@link Savepoint} reads
 * it without the job's classes.
 *
 * <pre>{@code
 * DataStream<Account> accounts = SavepointReader.read(environment, "savepoints/savepoint-shop-7")
 *     .readKeyedState("accounts", new AccountReader());
 * }</pre>
 */
public final class SavepointReader {
    private final StreamExecutionEnvironment environment;
    private final String path;
    private final Savepoint savepoint;

    private SavepointReader(StreamExecutionEnvironment environment, String path, Savepoint savepoint) {
        this.environment = environment;
        this.path = path;
        this.savepoint = savepoint;
    }

    /**
     * Opens a savepoint and checks all its files.
     *
     * @param environment that the streams are to belong to
     * @param path the directory with the manifest
     * @throws SnapshotException if there is none, or it is damaged
     */
    public static SavepointReader read(StreamExecutionEnvironment environment, String path) throws IOException {
        return new SavepointReader(environment, path, Savepoint.load(path));
    }

    /**
     * Reads what a keyed operator remembers of each key.
     *
     * @throws SnapshotException if there is no operator of this uid, or it has no keyed state
     */
    public <K, OUT> DataStream<OUT> readKeyedState(String uid, KeyedStateReaderFunction<K, OUT> function)
            throws IOException {
        Set<String> tables = savepoint.tables(uid);
        if (!tables.contains(KeyedStore.TABLE)) {
            throw new SnapshotException("Operator '" + uid + "' in " + path
                    + " has no keyed state that functions declared, only " + String.join(", ", tables)
                    + ". What windows keep is read as rows: see Savepoint.read.");
        }
        return environment.fromSource(
                new KeyedStateSource<>(path, uid, function), WatermarkStrategy.noWatermarks(), "State of " + uid);
    }

    /**
     * Reads the elements of a list state of all subtasks.
     *
     * @throws SnapshotException if there is no operator of this uid, or it has no such state, or of another type
     */
    public <T> DataStream<T> readListState(String uid, String name, Class<T> type) throws Exception {
        OperatorStates states = states(uid);
        require(uid, name, states.getRegisteredStateNames());
        return elements(uid, name, type, states.getListState(new ListStateDescriptor<>(name, Object.class)));
    }

    /** As {@link #readListState}, for a union list state. */
    public <T> DataStream<T> readUnionState(String uid, String name, Class<T> type) throws Exception {
        OperatorStates states = states(uid);
        require(uid, name, states.getRegisteredStateNames());
        return elements(uid, name, type, states.getUnionListState(new ListStateDescriptor<>(name, Object.class)));
    }

    /**
     * Reads the entries of a broadcast state.
     *
     * @throws SnapshotException if there is no operator of this uid, or it has no such state, or of other types
     */
    public <K, V> DataStream<Tuple2<K, V>> readBroadcastState(
            String uid, String name, Class<K> keyType, Class<V> valueType) throws Exception {
        OperatorStates states = states(uid);
        require(uid, name, states.getRegisteredBroadcastStateNames());
        List<Tuple2<K, V>> entries = new ArrayList<>();
        for (Map.Entry<Object, Object> entry : states.getBroadcastState(
                        new MapStateDescriptor<>(name, Object.class, Object.class))
                .immutableEntries()) {
            entries.add(
                    Tuple2.of(cast(uid, name, keyType, entry.getKey()), cast(uid, name, valueType, entry.getValue())));
        }
        return environment.fromData(entries);
    }

    private OperatorStates states(String uid) throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return new OperatorStates(uid, 0, 1, savepoint.restoredState(uid, loader));
    }

    private <T> DataStream<T> elements(String uid, String name, Class<T> type, ListState<Object> state)
            throws Exception {
        List<T> elements = new ArrayList<>();
        for (Object element : state.get()) {
            elements.add(cast(uid, name, type, element));
        }
        return environment.fromData(elements);
    }

    private void require(String uid, String name, Set<String> known) throws SnapshotException {
        if (!known.contains(name)) {
            throw new SnapshotException("Operator '" + uid + "' in " + path + " has no such state '" + name
                    + "'. Of this kind it has: " + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
    }

    private <T> T cast(String uid, String name, Class<T> type, Object value) throws SnapshotException {
        if (!type.isInstance(value)) {
            throw new SnapshotException("State '" + name + "' of operator '" + uid + "' in " + path + " holds a "
                    + value.getClass().getName() + ", and is wanted as " + type.getName());
        }
        return type.cast(value);
    }
}
