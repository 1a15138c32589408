/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.savepoint.RowExport;
import io.millrace.savepoint.RowFilter;
import io.millrace.savepoint.Savepoint;
import io.millrace.snapshot.SnapshotException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code millrace state query}: rows of one operator, filtered, as JSON lines, CSV or Avro. */
@Command(
        name = "query",
        description = {
            "Prints the rows of one operator's state: one for each key.",
            "As in: millrace state query out/checkpoints/chk-5 --operator alerts --where 'streak.length >= 3'"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class StateQueryCommand extends SavepointReading {
    @Option(names = "--operator", required = true, paramLabel = "UID", description = "Whose state.")
    private String operator;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Which table of the operator, such as keyed or slices. Default: the first one.")
    private @Nullable String table;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = {
                "Only rows for which this holds, such as 'key = ORD' or 'total.count > 10'.",
                "May be given several times: all must hold."
            })
    private List<String> conditions = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many rows.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "JSONL",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private RowExport.Format format;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write. Default: standard output.")
    private @Nullable Path output;

    @Override
    int run(Savepoint savepoint) throws IOException {
        String name = tableOf(savepoint);
        List<RowFilter> filters = filters(savepoint.schemas(operator).get(name));
        long[] rows = {0};
        Path file = output;
        try (OutputStream out = file == null
                        ? new Unclosed(System.out)
                        : new BufferedOutputStream(Files.newOutputStream(file));
                RowExport export = RowExport.to(out, format)) {
            savepoint.read(operator, name, row -> {
                ObjectNode json = row.toJson();
                if (rows[0] < limit && filters.stream().allMatch(filter -> filter.test(json))) {
                    export.write(row, json);
                    rows[0]++;
                }
            });
        }
        if (file != null) {
            print(String.format(Locale.ROOT, "%,d rows of %s/%s in %s", rows[0], operator, name, file));
        }
        return 0;
    }

    private String tableOf(Savepoint savepoint) throws SnapshotException {
        List<String> tables = new ArrayList<>(savepoint.tables(operator));
        String wanted = table == null && !tables.isEmpty() ? tables.get(0) : table;
        if (wanted == null || !tables.contains(wanted)) {
            throw new SnapshotException("Operator '" + operator + "' has no table '" + wanted + "'. It has: "
                    + (tables.isEmpty() ? "none" : String.join(", ", tables)));
        }
        return wanted;
    }

    private List<RowFilter> filters(@Nullable Schema rows) {
        try {
            if (limit < 1) {
                throw new IllegalArgumentException("--limit must be at least 1, but is " + limit);
            }
            List<RowFilter> filters = conditions.stream().map(RowFilter::parse).toList();
            if (rows != null) {
                filters.forEach(filter -> filter.requireFieldOf(rows));
            }
            return filters;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec().commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Standard output is not ours to close. */
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
