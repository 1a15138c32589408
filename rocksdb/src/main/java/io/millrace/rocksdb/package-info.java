/* SPDX-License-Identifier: Apache-2.0 */
/** Keyed state on disk, in RocksDB. */
@org.jspecify.annotations.NullMarked
package io.millrace.rocksdb;
