/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside of the heap that all stores of this process share: blocks that were read, indexes and filters, and
 * rows that were written and are not in files yet, these up to the half of it. Lives as long as the process.
 */
final class RocksMemory {
    /** The system property that sets the size, in mebibytes. */
    static final String SIZE_PROPERTY = "millrace.rocksdb.memory-mib";

    static final int DEFAULT_MIB = 256;

    private static final int LEAST_MIB = 8;
    private static final int MOST_BUFFER_MIB = 64;
    private static final int FILTER_BITS_PER_KEY = 10;

    private final long sizeBytes;
    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter filter = new BloomFilter(FILTER_BITS_PER_KEY);

    private RocksMemory(long sizeBytes) {
        this.sizeBytes = sizeBytes;
        this.cache = new LRUCache(sizeBytes);
        this.writeBuffers = new WriteBufferManager(sizeBytes / 2, cache);
    }

    private static final class Shared {
        private static final RocksMemory INSTANCE = create();

        private static RocksMemory create() {
            RocksDB.loadLibrary();
            int mib = Integer.getInteger(SIZE_PROPERTY, DEFAULT_MIB);
            if (mib < LEAST_MIB) {
                throw new IllegalArgumentException("-D" + SIZE_PROPERTY + "=" + mib
                        + " is too little. Give RocksDB at least " + LEAST_MIB + " MiB.");
            }
            return new RocksMemory((long) mib << 20);
        }
    }

    static RocksMemory shared() {
        return Shared.INSTANCE;
    }

    /** Settings of a store of its own that uses this memory; the caller closes them. */
    Options options() {
        BlockBasedTableConfig blocks = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(filter)
                .setFormatVersion(5);
        return new Options()
                .setCreateIfMissing(true)
                .setErrorIfExists(true)
                .setTableFormatConfig(blocks)
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(Math.min((long) MOST_BUFFER_MIB << 20, sizeBytes / 4))
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true)
                .setAvoidFlushDuringShutdown(true)
                .setKeepLogFileNum(1)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
    }
}
