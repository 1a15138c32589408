/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.sql.function.user.StateEntry;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.State;
import io.millrace.state.StateDescriptor;
import io.millrace.state.StateTtlConfig;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.store.KeyedStore;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A state of a process table function, as it is handed to a call: the state itself, or the object that is in it, which is saved after the call. */
final class FunctionState {
    private final StateEntry entry;
    private final State state;
    private final @Nullable ValueState<Object> objects; // of an object that is changed in place
    private final @Nullable Constructor<?> constructor;
    private @Nullable Object object;

    private FunctionState(StateEntry entry, State state, @Nullable Constructor<?> constructor) {
        this.entry = entry;
        this.state = state;
        this.constructor = constructor;
        @SuppressWarnings("unchecked") // it was declared as one
        ValueState<Object> values = constructor == null ? null : (ValueState<Object>) state;
        this.objects = values;
    }

    /** @param sessionTtlMillis how long it is kept where it does not say itself; 0 for ever */
    static FunctionState open(StateEntry entry, KeyedStore store, long sessionTtlMillis) {
        return switch (entry.kind()) {
            case VALUE -> new FunctionState(entry, store.valueState(value(entry, sessionTtlMillis)), null);
            case OBJECT ->
                new FunctionState(
                        entry,
                        store.valueState(value(entry, sessionTtlMillis)),
                        constructor(entry.types().get(0).raw()));
            case LIST ->
                new FunctionState(
                        entry,
                        store.listState(expiring(
                                new ListStateDescriptor<>(
                                        entry.name(), entry.types().get(0).toType()),
                                entry,
                                sessionTtlMillis)),
                        null);
            case MAP ->
                new FunctionState(
                        entry,
                        store.mapState(expiring(
                                new MapStateDescriptor<>(
                                        entry.name(),
                                        entry.types().get(0).toType(),
                                        entry.types().get(1).toType()),
                                entry,
                                sessionTtlMillis)),
                        null);
        };
    }

    private static ValueStateDescriptor<Object> value(StateEntry entry, long sessionTtlMillis) {
        return expiring(
                new ValueStateDescriptor<>(entry.name(), entry.types().get(0).toType()), entry, sessionTtlMillis);
    }

    private static <D extends StateDescriptor<?, ?>> D expiring(D descriptor, StateEntry entry, long sessionTtlMillis) {
        Duration own = entry.ttl();
        long millis = own == null ? sessionTtlMillis : own.toMillis();
        if (millis > 0) {
            descriptor.enableTimeToLive(
                    StateTtlConfig.newBuilder(Duration.ofMillis(millis)).build());
        }
        return descriptor;
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            Constructor<?> found = type.getDeclaredConstructor();
            if (found.trySetAccessible()) {
                return found;
            }
        } catch (NoSuchMethodException wasThere) {
            throw new IllegalStateException(wasThere);
        }
        throw new IllegalStateException(
                "The class " + type.getName() + " cannot be reached: have its module open its package.");
    }

    String name() {
        return entry.name();
    }

    /** Returns what a call for the current key is handed. */
    Object argument() {
        if (objects == null) {
            return state;
        }
        Object known = objects.value();
        object = known == null ? created() : known;
        return object;
    }

    private Object created() {
        try {
            if (constructor == null) {
                throw new IllegalStateException("State that is no object is not made");
            }
            return constructor.newInstance();
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(
                    "The constructor of " + entry.types().get(0).name() + " failed", failed.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Saves what the call has made of it. */
    void save() {
        if (objects != null && object != null) {
            objects.update(object);
            object = null;
        }
    }

    /** Forgets what there is of the current key; what the call does to the object from now on is not saved. */
    void clear() {
        state.clear();
        object = null;
    }
}
