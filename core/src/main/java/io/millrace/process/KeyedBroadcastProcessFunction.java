/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.Collector;
import io.millrace.state.State;
import io.millrace.state.StateDescriptor;
import io.millrace.time.TimeDomain;
import io.millrace.time.TimerService;

/**
 * Processes a keyed stream, with state and timers of the element's key, beside a broadcast one, whose elements every
 * subtask sees and keeps as broadcast state.
 *
 * <p>Event time follows both inputs: a timer fires when the watermarks of both have reached it.
 *
 * @param <K> the type of the keys
 * @param <I> the type of the keyed elements
 * @param <B> the type of the broadcast elements
 * @param <O> the type of the results
 */
public abstract class KeyedBroadcastProcessFunction<K, I, B, O> extends BaseBroadcastProcessFunction {
    private static final long serialVersionUID = 1L;

    public abstract void processElement(I value, ReadOnlyContext ctx, Collector<O> out) throws Exception;

    /** Must do the same on every subtask, so that the broadcast state stays alike. No key is at hand. */
    public abstract void processBroadcastElement(B value, Context ctx, Collector<O> out) throws Exception;

    /** Called when a timer fires, with the state of the key that registered it. */
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<O> out) throws Exception {}

    /** The context of the broadcast side. Valid only during the call. */
    public abstract class Context extends BaseBroadcastProcessFunction.Context {
        protected Context(ContextAccess access) {
            super(access);
        }

        /**
         * Calls {@code function} with the state of every key of this subtask that has it. This is the one place where the
         * broadcast side reaches keyed state; it must not depend on the order of the keys.
         */
        public abstract <S extends State, V> void applyToKeyedState(
                StateDescriptor<S, V> stateDescriptor, KeyedStateFunction<K, S> function) throws Exception;
    }

    /** The context of the keyed side. Valid only during the call. */
    public abstract class ReadOnlyContext extends BaseBroadcastProcessFunction.ReadOnlyContext {
        protected ReadOnlyContext(ContextAccess access) {
            super(access);
        }

        public abstract TimerService timerService();

        public abstract K getCurrentKey();
    }

    /** What is known of the timer at hand. */
    public abstract class OnTimerContext extends ReadOnlyContext {
        protected OnTimerContext(ContextAccess access) {
            super(access);
        }

        public abstract TimeDomain timeDomain();
    }
}
