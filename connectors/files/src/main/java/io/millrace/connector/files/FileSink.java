/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.Committer;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TextFormat;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import io.millrace.environment.Location;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to the files of a directory, exactly once. A file is written under a hidden name
 * ({@code .part-0-3.csv.<run>.inprogress}) and is renamed ({@code part-0-3.csv}) when the checkpoint that it belongs to is
 * complete: readers never see a part of one. Names are the subtask and a counter; after a restart with more subtasks, or
 * where an earlier run's files are kept, they also tell the run ({@code part-0-r7-0.csv}). A subtask without rows makes no
 * file.
 *
 * <p>A directory belongs to one sink. A sink never changes; the methods return changed copies.
 */
public final class FileSink<T> implements TwoPhaseCommitSink<T, FileWriterState, FileCommittable> {
    private final TextFormat<T> format;
    private final String directory;
    private final RollingPolicy rollingPolicy;
    private final ExistingFiles existing;
    private final boolean alwaysWritesHeader;
    private final @Nullable BucketAssigner<? super T> bucketAssigner;

    private FileSink(
            TextFormat<T> format,
            String directory,
            RollingPolicy rollingPolicy,
            ExistingFiles existing,
            boolean alwaysWritesHeader,
            @Nullable BucketAssigner<? super T> bucketAssigner) {
        this.bucketAssigner = bucketAssigner;
        this.format = format;
        this.directory = directory;
        this.rollingPolicy = rollingPolicy;
        this.existing = existing;
        this.alwaysWritesHeader = alwaysWritesHeader;
    }

    /**
     * Returns a sink that ends its files at each checkpoint and keeps the files of earlier runs.
     *
     * @param directory a path, or such as {@code s3://bucket/path}
     */
    public static <T> FileSink<T> forRecords(TextFormat<T> format, String directory) {
        if (directory.isEmpty()) {
            throw new IllegalArgumentException("The directory of a FileSink must not be empty");
        }
        String normalized = Location.normalize(directory);
        return new FileSink<>(
                format, normalized, RollingPolicy.onEachCheckpoint(), new ExistingFiles.Kept(), false, null);
    }

    public FileSink<T> withRollingPolicy(RollingPolicy newPolicy) {
        return new FileSink<>(format, directory, newPolicy, existing, alwaysWritesHeader, bucketAssigner);
    }

    /**
     * Divides the records among directories below the sink's, its buckets; in each a subtask has files of its own. Many
     * buckets at a time mean many open files: the default policy ends them at each checkpoint.
     */
    public FileSink<T> withBucketAssigner(BucketAssigner<? super T> newAssigner) {
        return new FileSink<>(format, directory, rollingPolicy, existing, alwaysWritesHeader, newAssigner);
    }

    /** A run that starts afresh, not from a snapshot, first removes the {@code part-} files that are in the directory. */
    public FileSink<T> replaceExisting() {
        return with(new ExistingFiles.RemovedFirst());
    }

    /**
     * What the job writes takes the place of what is there: when its files show, those go that were in the same buckets at the end
     * of its input, whoever wrote them. Hidden ones stay, and so do buckets that get no records. Files go when the new ones are in
     * place, so that for a moment readers see both.
     *
     * <p>The job must run in BATCH mode, which commits once, at its end; in any other it fails at its first checkpoint.
     */
    public FileSink<T> overwriteBuckets() {
        return with(new ExistingFiles.Overwritten(null));
    }

    /**
     * As {@link #overwriteBuckets()}, and one bucket is emptied where no records come to it.
     *
     * @param emptied empty for the sink's own directory
     */
    public FileSink<T> overwriteBuckets(String emptied) {
        return with(new ExistingFiles.Overwritten(emptied));
    }

    private FileSink<T> with(ExistingFiles newExisting) {
        return new FileSink<>(format, directory, rollingPolicy, newExisting, alwaysWritesHeader, bucketAssigner);
    }

    /** Where the first subtask gets no rows, it writes a file with the header alone, so that there always is a file. */
    public FileSink<T> alwaysWriteHeader() {
        return new FileSink<>(format, directory, rollingPolicy, existing, true, bucketAssigner);
    }

    TextFormat<T> format() {
        return format;
    }

    String directory() {
        return directory;
    }

    @Override
    public String ownPlace() {
        return directory;
    }

    RollingPolicy rollingPolicy() {
        return rollingPolicy;
    }

    /** Returns the bucket of a record; empty for the sink's own directory. */
    String bucketOf(T element, long timestamp) {
        return bucketAssigner == null ? "" : bucketAssigner.getBucketId(element, timestamp);
    }

    ExistingFiles existing() {
        return existing;
    }

    boolean alwaysWritesHeader() {
        return alwaysWritesHeader;
    }

    @Override
    public TwoPhaseCommitWriter<T, FileWriterState, FileCommittable> restoreWriter(
            SinkContext context, List<FileWriterState> states) throws IOException {
        return new FileSinkWriter<>(this, context, states);
    }

    @Override
    public Committer<FileWriterState, FileCommittable> createCommitter(SinkContext context) {
        boolean clears = existing instanceof ExistingFiles.RemovedFirst && !context.isRestored();
        return new FileCommitter(context.environment().storage(directory), directory, clears);
    }

    /** A file that goes must not be one that another subtask has yet to read. */
    @Override
    public boolean needsGlobalCommitter() {
        return existing instanceof ExistingFiles.Overwritten;
    }
}
