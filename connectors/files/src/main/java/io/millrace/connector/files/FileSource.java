/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Pacing;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.connector.TextFormat;
import io.millrace.environment.Location;
import java.io.IOException;
import java.time.Duration;

/**
 * The records of text files: one file, or the files of a directory (of those below it only where {@link #withGlob} says
 * so). Files and directories whose names begin with '.' or '_' are passed by. Each file is one split and is read in order; a snapshot remembers the byte to go on with.
 *
 * <p>A file is read once, to the end that it has when the reader gets there; what is appended later is not read. Files must
 * therefore be whole when they appear: write them under a hidden name and rename them, as {@link FileSink} does. A file must
 * stay unchanged until no restore can need it; one that is gone or has shrunk when a restored job wants to go on with it is
 * refused.
 *
 * <p>A source never changes; the methods return changed copies.
 */
public final class FileSource<T> implements Source<T, FileSplit> {
    /** The counter of the records that were left out or went to the side output. */
    public static final String MALFORMED_RECORDS = "malformedRecords";

    private final TextFormat<T> format;
    private final String location;
    private final String glob;
    private final DirectoryFilter directories;
    private final long discoveryIntervalMillis;
    private final double recordsPerSecond;
    private final MalformedRecordPolicy policy;

    private FileSource(
            TextFormat<T> format,
            String location,
            String glob,
            DirectoryFilter directories,
            long discoveryIntervalMillis,
            double recordsPerSecond,
            MalformedRecordPolicy policy) {
        this.format = format;
        this.location = location;
        this.glob = glob;
        this.directories = directories;
        this.discoveryIntervalMillis = discoveryIntervalMillis;
        this.recordsPerSecond = recordsPerSecond;
        this.policy = policy;
    }

    /**
     * Returns a source of all records there are, which ends with them.
     *
     * @param location a file or a directory; a path, or such as {@code s3://bucket/path}
     */
    public static <T> FileSource<T> forRecords(TextFormat<T> format, String location) {
        if (location.isEmpty()) {
            throw new IllegalArgumentException(
                    "The location of a FileSource must not be empty; \".\" is the current" + " directory");
        }
        return new FileSource<>(
                format,
                Location.normalize(location),
                "*",
                directory -> true,
                -1,
                Double.POSITIVE_INFINITY,
                MalformedRecordPolicy.fail());
    }

    /**
     * Reads only the files of the directory whose names match, such as {@code "*.{csv,txt}"}; or those below it whose path
     * matches name by name, such as {@code "day=*}{@code /*.csv"}, and then none beside them.
     */
    public FileSource<T> withGlob(String newGlob) {
        return new FileSource<>(
                format, location, newGlob, directories, discoveryIntervalMillis, recordsPerSecond, policy);
    }

    /** Looks only into those directories that the filter accepts, of those whose names the glob matches. */
    public FileSource<T> withDirectories(DirectoryFilter filter) {
        return new FileSource<>(format, location, glob, filter, discoveryIntervalMillis, recordsPerSecond, policy);
    }

    /** Never ends, but looks for new files again and again. */
    public FileSource<T> monitorContinuously(Duration interval) {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("The interval must be at least a millisecond, but is " + interval);
        }
        return new FileSource<>(format, location, glob, directories, interval.toMillis(), recordsPerSecond, policy);
    }

    /** Limits the pace at which each file is read, by processing time. */
    public FileSource<T> rateLimit(double limit) {
        return new FileSource<>(
                format, location, glob, directories, discoveryIntervalMillis, Pacing.requireRate(limit), policy);
    }

    /** Says what becomes of records that the format cannot read; without this the job fails. */
    public FileSource<T> onMalformedRecord(MalformedRecordPolicy newPolicy) {
        return new FileSource<>(
                format, location, glob, directories, discoveryIntervalMillis, recordsPerSecond, newPolicy);
    }

    @Override
    public Boundedness getBoundedness() {
        return discoveryIntervalMillis < 0 ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<FileSplit> createEnumerator(SourceContext context) {
        return new FileEnumerator(location, glob, directories, discoveryIntervalMillis, context.environment());
    }

    @Override
    public SplitReader<T, FileSplit> createReader(FileSplit split, SourceContext context) throws IOException {
        MalformedRecords malformedRecords =
                new MalformedRecords(split.path(), policy, context.counter(MALFORMED_RECORDS));
        Pacing pacing = Pacing.perSecond(recordsPerSecond);
        return new FileSplitReader<>(split, format, context.environment(), pacing, malformedRecords);
    }
}
