/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.rocksdb;

import io.millrace.environment.RowStore;
import io.millrace.environment.RowView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteOptions;

/**
 * Rows in RocksDB, without a log: they are scratch. What is native outlives {@link #close} until the last view is closed,
 * since a read of a closed database would end the process.
 */
final class RocksRowStore implements RowStore {
    private final Path directory;
    private final Options options;
    private final WriteOptions writes = new WriteOptions().setDisableWAL(true);
    private final ReadOptions reads = new ReadOptions();
    private final RocksDB database;
    private int openViews;
    private boolean closed;

    private RocksRowStore(Path directory, Options options, RocksDB database) {
        this.directory = directory;
        this.options = options;
        this.database = database;
    }

    static RocksRowStore open(Path directory, RocksMemory memory) {
        Options options = memory.options();
        try {
            Files.createDirectories(directory);
            return new RocksRowStore(directory, options, RocksDB.open(options, directory.toString()));
        } catch (IOException | RocksDBException e) {
            options.close();
            throw failed("opened", directory, e);
        }
    }

    private static UncheckedIOException failed(String what, Path directory, Exception cause) {
        return new UncheckedIOException(
                "RocksDB's files in " + directory + " cannot be " + what + " (" + cause.getMessage()
                        + "). Look for room there, and for errors of the disk.",
                cause instanceof IOException io ? io : new IOException(cause));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The rows in " + directory + " are closed");
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        requireOpen();
        return get(reads, key);
    }

    private byte @Nullable [] get(ReadOptions settings, byte[] key) {
        try {
            return database.get(settings, key);
        } catch (RocksDBException e) {
            throw failed("read", directory, e);
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        requireOpen();
        try {
            database.put(writes, key, value);
        } catch (RocksDBException e) {
            throw failed("written", directory, e);
        }
    }

    @Override
    public void delete(byte[] key) {
        requireOpen();
        try {
            database.delete(writes, key);
        } catch (RocksDBException e) {
            throw failed("written", directory, e);
        }
    }

    @Override
    public void deleteRange(byte[] from, byte[] until) {
        requireOpen();
        try {
            database.deleteRange(writes, from, until);
        } catch (RocksDBException e) {
            throw failed("written", directory, e);
        }
    }

    @Override
    public Cursor rows(byte[] from, byte[] until) {
        requireOpen();
        return new RocksCursor(null, from, until);
    }

    @Override
    public synchronized RowView view() {
        requireOpen();
        openViews++;
        return new PointInTime(database.getSnapshot());
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            closeWhenUnused();
        }
    }

    private synchronized void closeView(Snapshot snapshot, ReadOptions settings) {
        settings.close();
        database.releaseSnapshot(snapshot);
        snapshot.close();
        openViews--;
        closeWhenUnused();
    }

    private void closeWhenUnused() {
        if (closed && openViews == 0) {
            database.close();
            reads.close();
            writes.close();
            options.close();
            deleteFiles();
        }
    }

    private void deleteFiles() {
        try {
            if (Files.exists(directory)) {
                List<Path> deepestFirst;
                try (Stream<Path> all = Files.walk(directory)) {
                    deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                }
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw failed("deleted", directory, e);
        }
    }

    private final class PointInTime implements RowView {
        private final Snapshot snapshot;
        private final ReadOptions settings;
        private boolean viewClosed;

        PointInTime(Snapshot snapshot) {
            this.snapshot = snapshot;
            this.settings = new ReadOptions().setSnapshot(snapshot);
        }

        private void requireViewOpen() {
            if (viewClosed) {
                throw new IllegalStateException("The view of the rows in " + directory + " is closed");
            }
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            requireViewOpen();
            return RocksRowStore.this.get(settings, key);
        }

        @Override
        public Cursor rows(byte[] from, byte[] until) {
            requireViewOpen();
            return new RocksCursor(snapshot, from, until);
        }

        @Override
        public void close() {
            if (!viewClosed) {
                viewClosed = true;
                closeView(snapshot, settings);
            }
        }
    }

    private final class RocksCursor implements Cursor {
        private final Slice end;
        private final ReadOptions settings;
        private final RocksIterator iterator;
        private boolean started;

        RocksCursor(@Nullable Snapshot snapshot, byte[] from, byte[] until) {
            end = new Slice(until);
            settings = new ReadOptions().setIterateUpperBound(end);
            if (snapshot != null) {
                settings.setSnapshot(snapshot);
            }
            iterator = database.newIterator(settings);
            iterator.seek(from);
        }

        @Override
        public boolean next() {
            if (started) {
                iterator.next();
            }
            started = true;
            if (iterator.isValid()) {
                return true;
            }
            try {
                iterator.status();
                return false;
            } catch (RocksDBException e) {
                throw failed("read", directory, e);
            }
        }

        @Override
        public byte[] key() {
            return iterator.key();
        }

        @Override
        public byte[] value() {
            return iterator.value();
        }

        @Override
        public void close() {
            iterator.close();
            settings.close();
            end.close();
        }
    }
}
