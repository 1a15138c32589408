/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.sql.parser.SqlException;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests of programs have in common. */
final class Programs {
    private Programs() {}

    static StreamTableEnvironment tables() {
        return StreamTableEnvironment.create(environment());
    }

    static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        return environment;
    }

    /** Returns the rows of a result as text, sorted, as subtasks give them in any order. */
    static List<String> rows(TableResult result) {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<?> all = result.collect()) {
            all.forEachRemaining(row -> rows.add(row.toString()));
        }
        rows.sort(null);
        return rows;
    }

    /** Returns the elements of a stream, sorted by their text. */
    static <T> List<T> elements(DataStream<T> stream) throws Exception {
        List<T> elements = new ArrayList<>();
        try (CloseableIterator<T> all = stream.executeAndCollect()) {
            all.forEachRemaining(elements::add);
        }
        elements.sort((one, other) -> one.toString().compareTo(other.toString()));
        return elements;
    }

    /** Returns what is wrong. */
    static String error(ThrowingCallable call) {
        return Assertions.catchThrowableOfType(SqlException.class, call).reason();
    }
}
