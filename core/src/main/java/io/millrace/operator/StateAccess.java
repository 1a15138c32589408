/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.state.AggregatingState;
import io.millrace.state.AggregatingStateDescriptor;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReducingState;
import io.millrace.state.ReducingStateDescriptor;
import io.millrace.state.State;
import io.millrace.state.StateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.store.KeyedStore;

/** Keyed state by a descriptor of any kind. */
final class StateAccess {
    private StateAccess() {}

    /** Declares a state. */
    static <S extends State> S declare(KeyedStore store, StateDescriptor<S, ?> descriptor) {
        StateDescriptor<?, ?> any = descriptor;
        Object state;
        if (any instanceof ValueStateDescriptor<?> value) {
            state = store.valueState(value);
        } else if (any instanceof ListStateDescriptor<?> list) {
            state = store.listState(list);
        } else if (any instanceof MapStateDescriptor<?, ?> map) {
            state = store.mapState(map);
        } else if (any instanceof ReducingStateDescriptor<?> reducing) {
            state = store.reducingState(reducing);
        } else if (any instanceof AggregatingStateDescriptor<?, ?, ?> aggregating) {
            state = store.aggregatingState(aggregating);
        } else {
            throw new IllegalArgumentException("There is no keyed state of the kind of "
                    + descriptor.getClass().getName());
        }
        return FunctionOperator.cast(state);
    }

    /** Returns whether the key at hand has the state. */
    static boolean isPresent(State state) throws Exception {
        if (state instanceof ValueState<?> value) {
            return value.value() != null;
        } else if (state instanceof ListState<?> list) {
            return list.get().iterator().hasNext();
        } else if (state instanceof MapState<?, ?> map) {
            return !map.isEmpty();
        } else if (state instanceof ReducingState<?> reducing) {
            return reducing.get() != null;
        } else if (state instanceof AggregatingState<?, ?> aggregating) {
            return aggregating.get() != null;
        }
        return true;
    }
}
