/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * The parts of the new users query: persons and sellers in one stream, and per id and window whether both came. Cheaper
 * than a window join, which would hold every row of both sides.
 */
final class NewUsers {

    /** Stands in for the name in the row of a seller; no person has it. */
    static final String SELLER = "";

    /** Id of a person and the name, or {@link #SELLER}. */
    static final TypeInformation<Tuple2<Long, String>> ID_NAME = Types.TUPLE(Types.LONG, Types.STRING);

    /** The name, or an empty string if no person came yet, and whether a seller came. */
    static final TypeInformation<Tuple2<String, Boolean>> NAME_SELLER = Types.TUPLE(Types.STRING, Types.BOOLEAN);

    /** Id, name, start of the window. */
    static final TypeInformation<Tuple3<Long, String, Long>> ID_NAME_START =
            Types.TUPLE(Types.LONG, Types.STRING, Types.LONG);

    private NewUsers() {}

    /** Collects the name and whether a seller came. */
    static final class NameAndSeller
            implements AggregateFunction<Tuple2<Long, String>, Tuple2<String, Boolean>, Tuple2<String, Boolean>> {

        @Override
        public Tuple2<String, Boolean> createAccumulator() {
            return Tuple2.of("", false);
        }

        @Override
        public Tuple2<String, Boolean> add(Tuple2<Long, String> row, Tuple2<String, Boolean> both) {
            if (row.f1.equals(SELLER)) {
                both.f1 = true;
            } else {
                both.f0 = row.f1;
            }
            return both;
        }

        @Override
        public Tuple2<String, Boolean> getResult(Tuple2<String, Boolean> both) {
            return both;
        }

        @Override
        public Tuple2<String, Boolean> merge(Tuple2<String, Boolean> one, Tuple2<String, Boolean> other) {
            return Tuple2.of(one.f0.isEmpty() ? other.f0 : one.f0, one.f1 || other.f1);
        }
    }

    /** A row if both came. */
    static final class RowIfBoth
            implements WindowFunction<Tuple2<String, Boolean>, Tuple3<Long, String, Long>, Long, TimeWindow> {

        @Override
        public void apply(
                Long id,
                TimeWindow window,
                Iterable<Tuple2<String, Boolean>> results,
                Collector<Tuple3<Long, String, Long>> output) {
            for (Tuple2<String, Boolean> both : results) {
                if (both.f1 && !both.f0.isEmpty()) {
                    output.collect(Tuple3.of(id, both.f0, window.getStart()));
                }
            }
        }
    }
}
