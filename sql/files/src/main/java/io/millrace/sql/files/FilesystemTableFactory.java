/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.files.FileSource;
import io.millrace.connector.files.MalformedRecordPolicy;
import io.millrace.sql.configuration.Durations;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableOptions;
import io.millrace.sql.connector.TableSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tables in text files, by the options of Flink's connector of this name: {@code path} and {@code format}, and those of the
 * format. Written exactly once, read once or with {@code source.monitor-interval} again and again.
 */
public final class FilesystemTableFactory implements TableFactory {
    private static final String FILE_SCHEME = "file:";
    private static final String REPLACE = "sink.replace-existing";

    @Override
    public String factoryIdentifier() {
        return "filesystem";
    }

    @Override
    public Set<String> readableMetadata(TableContext table) {
        Set<String> metadata = new TreeSet<>(FileFact.kinds().keySet());
        metadata.addAll(Formats.of(table.options()).format().metadata().keySet());
        return metadata;
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        TableOptions options = table.options();
        Formats.Chosen format = Formats.of(options);
        options.text(REPLACE);
        RollingOptions.of(options);
        FileColumns columns = FileColumns.of(table, format.format());
        FileSource<Object> source = FileSource.forRecords(new ReadFormat(format.format(), columns), path(options))
                .withGlob(columns.told().partitions().glob())
                .onMalformedRecord(policy(format));
        Optional<Duration> interval = options.parsed(
                "source.monitor-interval", "a duration as '10 s', of 1 ms or more", text -> interval(text));
        return new FileTableSource(
                interval.isPresent() ? source.monitorContinuously(interval.get()) : source, format.format(), columns);
    }

    private static MalformedRecordPolicy policy(Formats.Chosen format) {
        return format.ignoresParseErrors()
                ? MalformedRecordPolicy.skip()
                : MalformedRecordPolicy.failWithAdvice("Repair the row, or let the table leave such rows out with '"
                        + format.ignoreParseErrorsKey() + "' = 'true'.");
    }

    private static Duration interval(String text) {
        Duration interval = Durations.parse(text);
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException();
        }
        return interval;
    }

    @Override
    public TableSink createSink(TableContext table) {
        TableOptions options = table.options();
        Formats.Chosen format = Formats.of(options);
        options.text("source.monitor-interval"); // known, though it says nothing to a writer
        List<Field> fields = TextFields.of(table, format.format(), table.partitionKeys());
        for (Field field : fields) {
            if (field.metadata() != null) {
                throw options.wrong("has the metadata column '" + field.name()
                        + "', which can be read and not written. Declare it as METADATA VIRTUAL.");
            }
        }
        if (fields.isEmpty()) {
            throw options.wrong(
                    "has no column beside those that it is PARTITIONED BY, so that its files would be empty.");
        }
        return new FileTableSink(
                new WriteFormat(format.format(), fields),
                path(options),
                RollingOptions.of(options),
                PartitionOptions.of(table),
                replaces(table));
    }

    private static boolean replaces(TableContext table) {
        boolean replaces = table.options().flag(REPLACE, false);
        if (replaces && !table.partitionKeys().isEmpty()) {
            throw table.options()
                    .wrong("has '" + REPLACE + "' = 'true', and is PARTITIONED BY "
                            + String.join(", ", table.partitionKeys())
                            + ": the files of earlier runs are removed from one directory alone.");
        }
        return replaces;
    }

    /** Returns the path as the connector for files takes it, which knows local files by their paths alone. */
    private static String path(TableOptions options) {
        String path = options.requiredText("path").strip();
        if (path.isEmpty()) {
            throw options.wrong("has an empty 'path'.");
        } else if (!path.startsWith(FILE_SCHEME)) {
            return path;
        }
        String local = path.substring(FILE_SCHEME.length()).replaceFirst("^//(?=/)", "");
        if (!local.startsWith("/") || local.startsWith("//")) {
            throw options.wrong("has the 'path' = '" + path + "', which must be such as 'file:///tmp/orders'.");
        }
        return local;
    }
}
