/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.PendingCommit;
import io.millrace.connector.RecordEncoder;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitWriter;
import io.millrace.environment.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the records of one subtask to part files. */
final class FileSinkWriter<T> implements TwoPhaseCommitWriter<T, FileWriterState, FileCommittable> {
    private final FileSink<T> sink;
    private final RecordEncoder<T> encoder;
    private final Storage storage;
    private final long attemptId;
    private final boolean isFirstSubtask;
    private final String prefix;
    private final List<PartFile> ended = new ArrayList<>();
    private long nextFile;
    private @Nullable PartFile current;

    FileSinkWriter(FileSink<T> sink, SinkContext context, List<FileWriterState> states) throws IOException {
        this.sink = sink;
        this.encoder = sink.format().createEncoder();
        this.storage = context.environment().storage(sink.directory());
        this.attemptId = context.attemptId();
        this.isFirstSubtask = context.subtaskIndex() == 0;
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
        boolean taken =
                context.isRestored() || storage.list("").stream().anyMatch(name -> name.startsWith(plain + "-"));
        return taken ? FileNames.prefix(context.subtaskIndex(), context.attemptId()) : plain;
    }

    /** Goes on with the open file of the first state; those of the others (there are fewer writers now) end here. */
    private void resume(List<FileWriterState> states) throws IOException {
        for (int index = 0; index < states.size(); index++) {
            for (OpenFile open : states.get(index).open()) {
                PartFile file = PartFile.resume(storage, open, sink.directory());
                if (index == 0) {
                    current = file;
                } else {
                    ended.add(file);
                }
            }
        }
    }

    @Override
    public void write(T element, long timestamp) throws IOException {
        PartFile file = current == null ? begin() : current;
        encoder.encode(element, file.buffer());
        file.drain();
        if (file.length() >= sink.rollingPolicy().maxBytes()) {
            end(file);
        }
    }

    private PartFile begin() throws IOException {
        String target = FileNames.target(prefix, nextFile, sink.format().fileSuffix());
        PartFile file = PartFile.create(storage, FileNames.pending(target, attemptId), target);
        nextFile++;
        current = file;
        encoder.writeHeader(file.buffer());
        return file;
    }

    private void end(PartFile file) throws IOException {
        file.flush();
        ended.add(file);
        current = null;
    }

    @Override
    public PendingCommit<FileWriterState, FileCommittable> prepareCommit(boolean endOfInput) throws IOException {
        if (endOfInput && isFirstSubtask && nextFile == 0 && sink.alwaysWritesHeader()) {
            begin();
        }
        PartFile file = current;
        if (file != null) {
            if (endOfInput || sink.rollingPolicy().onCheckpoint()) {
                end(file);
            } else {
                file.flush();
            }
        }
        List<PartFile> toCommit = List.copyOf(ended);
        ended.clear();
        List<PartFile> open = current == null ? List.of() : List.of(current);
        FileWriterState state = new FileWriterState(
                prefix, nextFile, open.stream().map(PartFile::asOpen).toList());
        List<FileCommittable> committables =
                toCommit.stream().map(PartFile::asCommittable).toList();
        return new FilePendingCommit(List.of(state), committables, toCommit, open);
    }

    /**
     * Leaves the files where they are: a checkpoint may need them (one that is still being persisted, too), and what none needs
     * is aborted at the next start.
     */
    @Override
    public void close() throws IOException {
        if (current != null) {
            current.seal();
            current = null;
        }
        for (PartFile file : ended) {
            file.seal();
        }
        ended.clear();
    }
}
