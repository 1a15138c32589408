/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.millrace;

import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import io.millrace.function.Collector;
import io.millrace.state.KeyedStateStore;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.window.ProcessAllWindowFunction;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import io.millrace.window.Window;
import io.millrace.window.WindowFunction;
import java.util.Objects;

/** What is computed of the elements of a window. */
public final class MillraceWindowFunctions {
    private MillraceWindowFunctions() {}

    private static long start(Window window) {
        return window instanceof TimeWindow inTime ? inTime.getStart() : 0;
    }

    private static Event digest(int key, Window window, Iterable<Event> elements, boolean inOrder) {
        return Functions.window(key, start(window), window.maxTimestamp(), elements, inOrder);
    }

    /** All elements in one number. */
    public static final class Digest<W extends Window> extends ProcessWindowFunction<Event, Event, Integer, W> {
        private static final long serialVersionUID = 1L;

        private final boolean inOrder;

        public Digest(boolean inOrder) {
            this.inOrder = inOrder;
        }

        @Override
        public void process(Integer key, Context context, Iterable<Event> elements, Collector<Event> out) {
            out.collect(digest(key, context.window(), elements, inOrder));
        }
    }

    /** As {@link Digest}, of elements in any order. */
    public static final class Apply<W extends Window> implements WindowFunction<Event, Event, Integer, W> {
        private static final long serialVersionUID = 1L;

        @Override
        public void apply(Integer key, W window, Iterable<Event> elements, Collector<Event> out) {
            out.collect(digest(key, window, elements, false));
        }
    }

    /** As {@link Digest}, of a stream without keys. */
    public static final class DigestAll<W extends Window> extends ProcessAllWindowFunction<Event, Event, W> {
        private static final long serialVersionUID = 1L;

        private final boolean inOrder;

        public DigestAll(boolean inOrder) {
            this.inOrder = inOrder;
        }

        @Override
        public void process(Context context, Iterable<Event> elements, Collector<Event> out) {
            out.collect(digest(0, context.window(), elements, inOrder));
        }
    }

    /** A sum that was folded before. */
    public static final class Sum<W extends Window> extends ProcessWindowFunction<Long, Event, Integer, W> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Integer key, Context context, Iterable<Long> sums, Collector<Event> out) {
            out.collect(new Event(
                    key,
                    sums.iterator().next(),
                    start(context.window()),
                    context.window().maxTimestamp()));
        }
    }

    /** Counts firings of each window and of all windows of the key, and the windows that are over. */
    public static final class Counting<W extends Window> extends ProcessWindowFunction<Event, Event, Integer, W> {
        private static final long serialVersionUID = 1L;
        private static final ValueStateDescriptor<Long> FIRINGS = new ValueStateDescriptor<>("firings", Long.class);
        private static final ValueStateDescriptor<Long> OVER = new ValueStateDescriptor<>("over", Long.class);

        private final boolean ofWindows;
        private final boolean clears;

        /**
         * @param ofWindows whether windows have state of their own: not those that merge
         * @param clears whether it is certain when windows are over
         */
        public Counting(boolean ofWindows, boolean clears) {
            this.ofWindows = ofWindows;
            this.clears = clears;
        }

        @Override
        public void process(Integer key, Context context, Iterable<Event> elements, Collector<Event> out) {
            long ofKey = increment(context.globalState(), FIRINGS);
            long ofWindow = ofWindows ? increment(context.windowState(), FIRINGS) : 0;
            Event digest = digest(key, context.window(), elements, false);
            out.collect(digest.withExtra(ofKey * 10_000 + ofWindow * 100 + count(context.globalState(), OVER)));
        }

        @Override
        public void clear(Context context) {
            if (ofWindows) {
                context.windowState().getState(FIRINGS).clear();
            }
            if (clears) {
                increment(context.globalState(), OVER);
            }
        }

        private static long increment(KeyedStateStore states, ValueStateDescriptor<Long> descriptor) {
            long count = count(states, descriptor) + 1;
            states.getState(descriptor).update(count);
            return count;
        }

        private static long count(KeyedStateStore states, ValueStateDescriptor<Long> descriptor) {
            ValueState<Long> state = states.getState(descriptor);
            return Objects.requireNonNullElse(state.value(), 0L);
        }
    }
}
