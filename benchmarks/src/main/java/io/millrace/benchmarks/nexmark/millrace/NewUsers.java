/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.millrace;

import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.Person;
import io.millrace.function.AggregateFunction;
import io.millrace.function.Collector;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import org.jspecify.annotations.Nullable;

/** The parts of {@link io.millrace.benchmarks.nexmark.Query#Q8}. */
final class NewUsers {

    private NewUsers() {}

    /** What a window knows of one person. */
    static final class Seen {
        @Nullable
        String name;

        boolean seller;
    }

    record NewUser(long person, String name, long windowStart) {}

    /** Notes a person's name and whether there was an auction. */
    static final class NameAndSeller implements AggregateFunction<Event, Seen, Seen> {
        @Override
        public Seen createAccumulator() {
            return new Seen();
        }

        @Override
        public Seen add(Event event, Seen seen) {
            if (event instanceof Person person) {
                seen.name = person.name();
            } else {
                seen.seller = true;
            }
            return seen;
        }

        @Override
        public Seen getResult(Seen seen) {
            return seen;
        }

        @Override
        public Seen merge(Seen a, Seen b) {
            a.name = a.name == null ? b.name : a.name;
            a.seller |= b.seller;
            return a;
        }
    }

    /** A row where both were seen. */
    static final class RowIfBoth extends ProcessWindowFunction<Seen, NewUser, Long, TimeWindow> {
        @Override
        public void process(Long person, Context context, Iterable<Seen> elements, Collector<NewUser> out) {
            Seen seen = elements.iterator().next();
            String name = seen.name;
            if (name != null && seen.seller) {
                out.collect(new NewUser(person, name, context.window().getStart()));
            }
        }
    }
}
