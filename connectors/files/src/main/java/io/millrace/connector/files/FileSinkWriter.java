/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.PendingCommit;
import io.millrace.connector.RecordEncoder;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitWriter;
import io.millrace.environment.Environment;
import io.millrace.environment.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes the records of one subtask to part files. */
final class FileSinkWriter<T> implements TwoPhaseCommitWriter<T, FileWriterState, FileCommittable> {
    private final FileSink<T> sink;
    private final RecordEncoder<T> encoder;
    private final Storage storage;
    private final long attemptId;
    private final boolean isFirstSubtask;
    private final boolean isRestored;
    private final String prefix;
    private final List<PartFile> ended = new ArrayList<>();
    private final Map<String, PartFile> open = new LinkedHashMap<>(); // by bucket
    private final Environment environment;
    private long nextFile;

    FileSinkWriter(FileSink<T> sink, SinkContext context, List<FileWriterState> states) throws IOException {
        this.sink = sink;
        this.encoder = sink.format().createEncoder();
        this.environment = context.environment();
        this.storage = environment.storage(sink.directory());
        this.attemptId = context.attemptId();
        this.isFirstSubtask = context.subtaskIndex() == 0;
        this.isRestored = context.isRestored();
        if (states.isEmpty()) {
            this.prefix = freshPrefix(context);
        } else {
            this.prefix = states.get(0).prefix();
            this.nextFile = states.get(0).nextFile();
            resume(states);
        }
    }

    /**
     * Names follow the state, not the subtask: whoever gets a state goes on with its prefix. A writer without one takes the
     * plain prefix of its subtask where the run is fresh and the prefix unused; else one of this run alone.
     */
    private String freshPrefix(SinkContext context) throws IOException {
        String plain = FileNames.prefix(context.subtaskIndex());
        boolean taken = context.isRestored()
                || PartFiles.list(storage).stream().anyMatch(path -> FileNames.hasPrefix(path, plain));
        return taken ? FileNames.prefix(context.subtaskIndex(), context.attemptId()) : plain;
    }

    /** Goes on with the open files of the first state; those of the others (there are fewer writers now) end here. */
    private void resume(List<FileWriterState> states) throws IOException {
        for (int index = 0; index < states.size(); index++) {
            for (OpenFile resumed : states.get(index).open()) {
                PartFile file = PartFile.resume(storage, resumed, sink.directory(), environment.clockMillis());
                if (index == 0) {
                    open.put(FileNames.bucketOf(resumed.target()), file);
                } else {
                    ended.add(file);
                }
            }
        }
    }

    @Override
    public void write(T element, long timestamp) throws IOException {
        String bucket = sink.bucketOf(element, timestamp);
        PartFile file = open.get(bucket);
        if (file != null && sink.rollingPolicy().limitsAge() && isTooOld(file)) {
            end(bucket, file);
            file = null;
        }
        if (file == null) {
            file = begin(bucket);
        }
        encoder.encode(element, file.buffer());
        file.drain();
        if (file.length() >= sink.rollingPolicy().maxBytes()) {
            end(bucket, file);
        }
    }

    private boolean isTooOld(PartFile file) {
        return environment.clockMillis() - file.beganMillis()
                >= sink.rollingPolicy().maxAgeMillis();
    }

    private PartFile begin(String bucket) throws IOException {
        requireBucket(bucket);
        String target = FileNames.target(bucket, prefix, nextFile, sink.format().fileSuffix());
        PartFile file =
                PartFile.create(storage, FileNames.pending(target, attemptId), target, environment.clockMillis());
        nextFile++;
        open.put(bucket, file);
        encoder.writeHeader(file.buffer());
        return file;
    }

    private static void requireBucket(String bucket) {
        for (String name : bucket.isEmpty() ? new String[0] : bucket.split("/", -1)) {
            if (name.isEmpty() || FileNames.isHidden(name) || name.startsWith("part-")) {
                throw new IllegalArgumentException("'" + bucket + "' is no bucket: it must be a path below the sink's"
                        + " directory, whose names are not empty and do not begin with '.', '_' or 'part-'");
            }
        }
    }

    private void end(String bucket, PartFile file) throws IOException {
        file.flush();
        ended.add(file);
        open.remove(bucket);
    }

    @Override
    public PendingCommit<FileWriterState, FileCommittable> prepareCommit(boolean endOfInput) throws IOException {
        if (endOfInput && isFirstSubtask && nextFile == 0 && sink.alwaysWritesHeader()) {
            begin("");
        }
        for (Map.Entry<String, PartFile> file : List.copyOf(open.entrySet())) {
            if (endOfInput || sink.rollingPolicy().onCheckpoint() || isTooOld(file.getValue())) {
                end(file.getKey(), file.getValue());
            } else {
                file.getValue().flush();
            }
        }
        List<PartFile> toCommit = List.copyOf(ended);
        ended.clear();
        List<PartFile> left = List.copyOf(open.values());
        FileWriterState state = new FileWriterState(
                prefix, nextFile, left.stream().map(PartFile::asOpen).toList());
        List<FileCommittable> committables =
                new ArrayList<>(toCommit.stream().map(PartFile::asCommittable).toList());
        if (sink.existing() instanceof ExistingFiles.Overwritten overwritten) {
            requireEnd(endOfInput);
            committables.addAll(replaced(overwritten, toCommit));
        }
        return new FilePendingCommit(List.of(state), committables, toCommit, left);
    }

    private void requireEnd(boolean endOfInput) {
        if (!endOfInput) {
            throw new IllegalStateException(
                    "Files in " + sink.directory() + " are to be overwritten, which is done at the end of"
                            + " a job in BATCH mode, but this one takes checkpoints before its end. Run it in BATCH mode.");
        }
    }

    /**
     * Returns the files that those replace which this writer has written. A writer that goes on from the end, where a commit may
     * have been done already, has found them before.
     */
    private List<FileCommittable> replaced(ExistingFiles.Overwritten overwritten, List<PartFile> written)
            throws IOException {
        List<FileCommittable> replaced = new ArrayList<>();
        if (!isRestored) {
            Set<String> buckets = new TreeSet<>();
            written.forEach(file -> buckets.add(FileNames.bucketOf(file.target())));
            if (isFirstSubtask && overwritten.emptied() != null) {
                buckets.add(overwritten.emptied());
            }
            for (String bucket : buckets) {
                addVisible(bucket, replaced);
            }
        }
        return replaced;
    }

    private void addVisible(String bucket, List<FileCommittable> files) throws IOException {
        for (String name : storage.listFiles(bucket)) {
            if (!FileNames.isHidden(name)) {
                String path = FileNames.in(bucket, name);
                files.add(FileCommittable.replaced(path, storage.size(path)));
            }
        }
    }

    /**
     * Leaves the files where they are: a checkpoint may need them (one that is still being persisted, too), and what none needs
     * is aborted at the next start.
     */
    @Override
    public void close() throws IOException {
        ended.addAll(open.values());
        open.clear();
        for (PartFile file : ended) {
            file.seal();
        }
        ended.clear();
    }
}
