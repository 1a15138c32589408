/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object that is put together from parts. It shows, in place of what was there, when it is complete. All parts but the
 * last must have {@link #SMALLEST_PART_BYTES}.
 */
final class S3Upload {
    /** S3's own limit. */
    static final int SMALLEST_PART_BYTES = 5 << 20;

    private final S3Bucket bucket;
    private final String key;
    private final String id;
    private final List<CompletedPart> parts = new ArrayList<>();

    private S3Upload(S3Bucket bucket, String key, String id) {
        this.bucket = bucket;
        this.key = key;
        this.id = id;
    }

    static S3Upload begin(S3Bucket bucket, String key) throws IOException {
        return new S3Upload(bucket, key, bucket.beginUpload(key));
    }

    /** Copies an object that is too large to be copied by one request. */
    static void copy(S3Bucket bucket, String source, S3Bucket.Status status, String target) throws IOException {
        S3Upload upload = begin(bucket, target);
        try {
            upload.addCopy(source, status.eTag(), status.size(), S3Storage.COPY_BYTES);
            upload.complete();
        } catch (IOException failure) {
            try {
                upload.abort();
            } catch (IOException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
    }

    void add(byte[] content) throws IOException {
        parts.add(bucket.uploadPart(key, id, nextNumber(), content));
    }

    /**
     * Adds the first bytes of an object of the bucket, which S3 copies by itself.
     *
     * @param eTag that of the object that is meant; null for the one that is there
     * @param mostBytes the size of the parts, of which the last may be up to twice as large
     */
    void addCopy(String source, @Nullable String eTag, long length, long mostBytes) throws IOException {
        long from = 0;
        while (from < length) {
            long to = length - from < 2 * mostBytes ? length : from + mostBytes;
            parts.add(bucket.copyPart(key, id, nextNumber(), source, eTag, from, to));
            from = to;
        }
    }

    private int nextNumber() {
        return parts.size() + 1;
    }

    /** Returns the ETag of the object. */
    String complete() throws IOException {
        return bucket.completeUpload(key, id, parts);
    }

    void abort() throws IOException {
        bucket.abortUpload(key, id);
    }
}
