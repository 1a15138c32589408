/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import io.millrace.environment.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A directory in a bucket. A file is an object, and shows when it is synced, at once and as a whole. A directory is what keys
 * have in common. S3 must answer with what was written last, as Amazon's does since 2020.
 */
final class S3Storage implements Storage {
    /** By how much S3 is asked to copy at a time where an object is put together from others. */
    static final long COPY_BYTES = 1L << 30;

    /** S3's own limit for a copy in one request. */
    private static final long MOST_COPIED_AT_ONCE = 5L << 30;

    private final S3Bucket bucket;
    private final S3Location location;
    private final @Nullable S3Lock lock;

    /** @param lock to be made sure of before anything is published; null where nobody has the directory to himself */
    S3Storage(S3Bucket bucket, S3Location location, @Nullable S3Lock lock) {
        this.bucket = bucket;
        this.location = location;
        this.lock = lock;
    }

    /** The key of a path, which may begin with slashes. */
    private String key(String path) throws IOException {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        String relative = path.substring(start);
        for (String name : relative.split("/", -1)) {
            boolean isRoot = relative.isEmpty();
            if (!isRoot && (name.isEmpty() || name.equals(".") || name.equals(".."))) {
                throw new IOException(
                        "The path '" + path + "' has a part '" + name + "', and S3 knows no such directories: "
                                + "below " + location + " give names alone, separated by '/'.");
            }
        }
        return location.prefix() + relative;
    }

    /** What the keys of all in a directory begin with. */
    private String prefix(String directory) throws IOException {
        String key = key(directory);
        return key.isEmpty() || key.endsWith("/") ? key : key + "/";
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public OutputFile create(String path) throws IOException {
        return S3OutputFile.create(bucket, key(path));
    }

    @Override
    public OutputFile resume(String path, long length) throws IOException {
        return S3OutputFile.resume(bucket, key(path), length);
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
        return new S3InputStream(bucket, key(path), offset);
    }

    @Override
    public long size(String path) throws IOException {
        return require(key(path)).size();
    }

    @Override
    public long modificationMillis(String path) throws IOException {
        return require(key(path)).modified().toEpochMilli();
    }

    private S3Bucket.Status require(String key) throws IOException {
        S3Bucket.Status status = bucket.status(key);
        if (status == null) {
            throw new FileNotFoundException("There is no file " + bucket.uri(key));
        }
        return status;
    }

    @Override
    public boolean exists(String path) throws IOException {
        String key = key(path);
        boolean isFile = !key.equals(location.prefix()) && bucket.status(key) != null;
        return isFile || isDirectory(path);
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return bucket.hasKeysWith(prefix(path));
    }

    /** Copies, then deletes: the target is complete before the source goes. */
    @Override
    public void rename(String source, String target) throws IOException {
        String from = key(source);
        String to = key(target);
        S3Bucket.Status status = require(from);
        if (status.size() <= MOST_COPIED_AT_ONCE) {
            bucket.copy(from, to);
        } else {
            S3Upload.copy(bucket, from, status, to);
        }
        bucket.delete(from);
    }

    @Override
    public void publish(String path, byte[] content) throws IOException {
        if (lock == null) {
            bucket.put(key(path), content);
        } else {
            bucket.put(key(path), content, lock.requireHeld());
        }
    }

    /** What a process that died was sending never showed, and is kept by S3 until it is aborted. */
    @Override
    public void settle(String directory) throws IOException {
        bucket.abortUploadsOf(prefix(directory));
    }

    @Override
    public void delete(String path) throws IOException {
        String key = key(path);
        if (key.equals(location.prefix())) {
            throw new IOException(
                    "Refusing to delete " + location + ", the root of the storage. Name something below it.");
        }
        bucket.delete(key);
        List<String> below = bucket.keysWith(key + "/");
        if (!below.isEmpty()) {
            bucket.delete(below);
            bucket.abortUploadsOf(key + "/");
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        S3Bucket.Children children = bucket.childrenOf(prefix(directory));
        TreeSet<String> names = new TreeSet<>(children.files());
        names.addAll(children.directories());
        return named(names);
    }

    @Override
    public List<String> listFiles(String directory) throws IOException {
        return named(new TreeSet<>(bucket.childrenOf(prefix(directory)).files()));
    }

    /** Consoles make an empty object for a directory, which thus would hold a file without a name. */
    private static List<String> named(TreeSet<String> names) {
        names.remove("");
        return new ArrayList<>(names);
    }
}
