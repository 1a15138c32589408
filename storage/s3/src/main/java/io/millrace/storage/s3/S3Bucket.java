/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The requests that we make of one bucket, by key. What fails is told as an {@link IOException}. Thread-safe. */
final class S3Bucket {
    private static final int MOST_KEYS = 1_000;

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Client client;
    private final String name;

    S3Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    /** What is known of an object without reading it. */
    record Status(long size, String eTag, Instant modified) {}

    /** A range of an object, and the size of the whole. */
    record Range(byte[] bytes, String eTag, long objectSize) {}

    String uri(String key) {
        return S3Location.SCHEME + "://" + name + "/" + key;
    }

    /** Returns null where there is no such object. */
    @Nullable
    Status status(String key) throws IOException {
        return call("look at", key, () -> {
            try {
                HeadObjectResponse head =
                        client.headObject(request -> request.bucket(name).key(key));
                return new Status(head.contentLength(), head.eTag(), head.lastModified());
            } catch (AwsServiceException answer) {
                return nullIf(NOT_FOUND, answer);
            }
        });
    }

    /**
     * Reads a range, or what there is of it.
     *
     * @param eTag that of the object that is meant; null for the one that is there
     * @return null where the object has nothing at that offset
     */
    @Nullable
    Range read(String key, long offset, int length, @Nullable String eTag) throws IOException {
        try {
            return call("read", key, () -> {
                try {
                    ResponseBytes<GetObjectResponse> answer = client.getObjectAsBytes(request -> request.bucket(name)
                            .key(key)
                            .range("bytes=" + offset + "-" + (offset + length - 1))
                            .ifMatch(eTag));
                    String range = answer.response().contentRange(); // bytes 0-99/1234
                    long size = Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
                    return new Range(
                            answer.asByteArrayUnsafe(), answer.response().eTag(), size);
                } catch (AwsServiceException answer) {
                    return nullIf(RANGE_NOT_SATISFIABLE, answer);
                }
            });
        } catch (IOException failure) {
            if (failure.getCause() instanceof AwsServiceException answer
                    && answer.statusCode() == PRECONDITION_FAILED) {
                throw new IOException("The object " + uri(key) + " was replaced while it was read.", failure);
            }
            throw failure;
        }
    }

    /** Returns the ETag of the object. */
    String put(String key, byte[] content) throws IOException {
        return call("write", key, () -> client.putObject(
                        request -> request.bucket(name).key(key), RequestBody.fromBytes(content))
                .eTag());
    }

    void put(String key, byte[] content, Duration timeout) throws IOException {
        call(
                "write",
                key,
                () -> client.putObject(
                        request -> request.bucket(name)
                                .key(key)
                                .overrideConfiguration(override -> override.apiCallTimeout(timeout)),
                        RequestBody.fromBytes(content)));
    }

    /**
     * Writes an object if it is still the one that is known.
     *
     * @param known the ETag of the one that is known; null if there was none
     * @return the new ETag; null if another was written meanwhile, or perhaps this one in an attempt whose answer was lost
     */
    @Nullable
    String putIfUnchanged(String key, byte[] content, @Nullable String known, Duration timeout) throws IOException {
        return call("write", key, () -> {
            try {
                return client.putObject(
                                request -> {
                                    request.bucket(name).key(key);
                                    request.overrideConfiguration(override -> override.apiCallTimeout(timeout));
                                    if (known == null) {
                                        request.ifNoneMatch("*");
                                    } else {
                                        request.ifMatch(known);
                                    }
                                },
                                RequestBody.fromBytes(content))
                        .eTag();
            } catch (AwsServiceException answer) {
                boolean changed =
                        answer.statusCode() == CONFLICT || (known != null && answer.statusCode() == NOT_FOUND);
                return changed ? null : nullIf(PRECONDITION_FAILED, answer);
            }
        });
    }

    /** Copies an object as a whole; S3 does so for no more than 5 GB. */
    void copy(String source, String target) throws IOException {
        call(
                "copy",
                source,
                () -> client.copyObject(request -> request.sourceBucket(name)
                        .sourceKey(source)
                        .destinationBucket(name)
                        .destinationKey(target)));
    }

    /** No error where there is no such object. */
    void delete(String key) throws IOException {
        call(
                "delete",
                key,
                () -> client.deleteObject(request -> request.bucket(name).key(key)));
    }

    void delete(List<String> keys) throws IOException {
        for (int from = 0; from < keys.size(); from += MOST_KEYS) {
            List<ObjectIdentifier> some = keys.subList(from, Math.min(keys.size(), from + MOST_KEYS)).stream()
                    .map(key -> ObjectIdentifier.builder().key(key).build())
                    .toList();
            DeleteObjectsResponse answer = call(
                    "delete",
                    keys.get(from),
                    () -> client.deleteObjects(request -> request.bucket(name)
                            .delete(delete -> delete.objects(some).quiet(true))));
            for (S3Error left : answer.errors()) {
                throw new IOException(
                        "Cannot delete " + uri(left.key()) + ": S3 answered " + left.code() + ": " + left.message());
            }
        }
    }

    boolean hasKeysWith(String prefix) throws IOException {
        return call("list", prefix, () -> client.listObjectsV2(
                                request -> request.bucket(name).prefix(prefix).maxKeys(1))
                        .keyCount())
                > 0;
    }

    List<String> keysWith(String prefix) throws IOException {
        List<String> keys = new ArrayList<>();
        list(prefix, request -> {}, object -> keys.add(object.key()), directory -> {});
        return keys;
    }

    /** What keys have behind a prefix, up to the next slash; in no order. */
    record Children(List<String> files, List<String> directories) {}

    Children childrenOf(String prefix) throws IOException {
        Children children = new Children(new ArrayList<>(), new ArrayList<>());
        list(
                prefix,
                request -> request.delimiter("/"),
                object -> children.files().add(object.key().substring(prefix.length())),
                directory -> children.directories()
                        .add(directory
                                .prefix()
                                .substring(prefix.length(), directory.prefix().length() - 1)));
        return children;
    }

    private void list(
            String prefix,
            Consumer<ListObjectsV2Request.Builder> how,
            Consumer<S3Object> objects,
            Consumer<CommonPrefix> directories)
            throws IOException {
        call("list", prefix, () -> {
            client.listObjectsV2Paginator(request -> {
                        request.bucket(name).prefix(prefix);
                        how.accept(request);
                    })
                    .forEach(page -> {
                        page.contents().forEach(objects);
                        page.commonPrefixes().forEach(directories);
                    });
            return prefix;
        });
    }

    /** Begins an upload in parts; returns its id. */
    String beginUpload(String key) throws IOException {
        return call("write", key, () -> client.createMultipartUpload(
                        request -> request.bucket(name).key(key))
                .uploadId());
    }

    CompletedPart uploadPart(String key, String upload, int number, byte[] content) throws IOException {
        return call("write", key, () -> {
            String eTag = client.uploadPart(
                            request -> request.bucket(name)
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(number),
                            RequestBody.fromBytes(content))
                    .eTag();
            return CompletedPart.builder().partNumber(number).eTag(eTag).build();
        });
    }

    /** Makes a part of a range of an object, which need not be the one that is uploaded. */
    CompletedPart copyPart(
            String key, String upload, int number, String source, @Nullable String eTag, long from, long to)
            throws IOException {
        return call("copy", source, () -> {
            String partETag = client.uploadPartCopy(request -> request.sourceBucket(name)
                            .sourceKey(source)
                            .copySourceIfMatch(eTag)
                            .copySourceRange("bytes=" + from + "-" + (to - 1))
                            .destinationBucket(name)
                            .destinationKey(key)
                            .uploadId(upload)
                            .partNumber(number))
                    .copyPartResult()
                    .eTag();
            return CompletedPart.builder().partNumber(number).eTag(partETag).build();
        });
    }

    /** Returns the ETag of the object. */
    String completeUpload(String key, String upload, List<CompletedPart> parts) throws IOException {
        return call("write", key, () -> client.completeMultipartUpload(request ->
                        request.bucket(name).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)))
                .eTag());
    }

    void abortUpload(String key, String upload) throws IOException {
        call("abort the upload of", key, () -> {
            try {
                return client.abortMultipartUpload(
                        request -> request.bucket(name).key(key).uploadId(upload));
            } catch (AwsServiceException answer) {
                return nullIf(NOT_FOUND, answer);
            }
        });
    }

    /** Aborts the uploads in parts that were begun and neither completed nor aborted. */
    void abortUploadsOf(String prefix) throws IOException {
        List<MultipartUpload> begun = new ArrayList<>();
        call("list the uploads of", prefix, () -> {
            client.listMultipartUploadsPaginator(request -> request.bucket(name).prefix(prefix))
                    .uploads()
                    .forEach(begun::add);
            return begun;
        });
        for (MultipartUpload upload : begun) {
            abortUpload(upload.key(), upload.uploadId());
        }
    }

    private static <T> @Nullable T nullIf(int status, AwsServiceException answer) {
        if (answer.statusCode() == status && !S3Failures.codeOf(answer).equals("NoSuchBucket")) {
            return null;
        }
        throw answer;
    }

    private <T extends @Nullable Object> T call(String deed, String key, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException failure) {
            throw S3Failures.of(deed, uri(key), failure);
        }
    }
}
