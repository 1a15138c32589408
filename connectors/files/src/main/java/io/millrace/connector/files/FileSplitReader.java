/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.InputFile;
import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.Pacing;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SplitReader;
import io.millrace.connector.TextFormat;
import io.millrace.environment.Environment;
import io.millrace.environment.Location;
import io.millrace.environment.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * Reads the records of one file.
 *
 * <p>Reads a local disk on the task's thread: it takes 64 KB at a time, mostly from the system's cache, which costs less than
 * handing the records over from a thread of its own.
 */
final class FileSplitReader<T> implements SplitReader<T, FileSplit> {
    private final FileSplit split;
    private final Environment environment;
    private final RecordDecoder<T> decoder;
    private final Storage storage;
    private final Pacing pacing;
    private final MalformedRecords malformedRecords;
    private final RecordScanner scanner;
    private long records;

    FileSplitReader(
            FileSplit split,
            TextFormat<T> format,
            Environment environment,
            Pacing pacing,
            MalformedRecords malformedRecords)
            throws IOException {
        this.split = split;
        this.environment = environment;
        this.pacing = pacing;
        this.malformedRecords = malformedRecords;
        this.records = split.records();
        this.storage = environment.storage(Location.of(split.path()).directory());
        String name = Location.of(split.path()).name();
        requireUnchanged(storage, name);
        this.decoder = format.createDecoder(new StoredFile(split.path(), storage, name));
        this.scanner = open(format, name);
    }

    /** The file, of which only what is asked for is looked up. */
    private record StoredFile(String path, Storage storage, String name) implements InputFile {
        @Override
        public long size() throws IOException {
            return storage.size(name);
        }

        @Override
        public long modificationMillis() throws IOException {
            return storage.modificationMillis(name);
        }
    }

    private RecordScanner open(TextFormat<T> format, String name) throws IOException {
        if (format.hasHeader()) {
            RecordScanner fromStart = new RecordScanner(storage.open(name), format.quoting(), 0, 0);
            try {
                readHeader(fromStart);
            } catch (IOException | RuntimeException e) {
                fromStart.close();
                throw e;
            }
            if (split.offset() == 0) {
                return fromStart;
            }
            fromStart.close();
        }
        return new RecordScanner(storage.open(name, split.offset()), format.quoting(), split.offset(), split.lines());
    }

    private void requireUnchanged(Storage storage, String name) throws IOException {
        if (!storage.exists(name)) {
            throw new FileNotFoundException("File " + split.path() + " is gone"
                    + (split.offset() == 0 ? "" : ", but was read up to byte " + split.offset() + " only")
                    + ". Put it back: files must stay until the job has read them and has no need to go back.");
        }
        long size = storage.size(name);
        if (size < split.offset()) {
            throw new IOException("File " + split.path() + " has shrunk: it was read up to byte " + split.offset()
                    + ", but has " + size + " bytes now. Put the earlier file back, or start afresh.");
        }
    }

    private void readHeader(RecordScanner fromStart) throws IOException {
        if (!fromStart.next()) {
            return;
        }
        try {
            decoder.readHeader(fromStart.buffer(), fromStart.start(), fromStart.length());
        } catch (MalformedRecordException e) {
            throw new IOException(
                    split.path() + ", line " + (fromStart.startLine() + 1 + e.line()) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Status read(SourceOutput<T> output, int maxRecords) throws IOException {
        int permits = pacing.permits(environment.clockMillis(), maxRecords);
        int count = 0;
        while (count < permits) {
            if (!scanner.next()) {
                pacing.take(count);
                return Status.END;
            }
            emit(output);
            records++;
            count++;
        }
        pacing.take(count);
        return permits < maxRecords ? Status.NOTHING_NOW : Status.MORE;
    }

    private void emit(SourceOutput<T> output) throws IOException {
        T record;
        try {
            record = decoder.decode(scanner.buffer(), scanner.start(), scanner.length());
        } catch (MalformedRecordException e) {
            malformedRecords.handle(scanner, e, output);
            return;
        }
        output.collect(record);
    }

    @Override
    public FileSplit position() {
        return new FileSplit(split.path(), scanner.endOffset(), scanner.endLine(), records);
    }

    @Override
    public boolean isBlocking() {
        return storage.isRemote();
    }

    @Override
    public long retryAtMillis(long nowMillis) {
        return pacing.nextMillis(nowMillis);
    }

    @Override
    public void close() throws IOException {
        scanner.close();
    }
}
