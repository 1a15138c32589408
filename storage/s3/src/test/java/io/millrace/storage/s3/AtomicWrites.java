/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import java.util.function.Function;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Makes one conditional write at a time. S3 compares an object's ETag and replaces the object in one step; the server of
 * the tests compares first and writes then, so that several of the writers of one process could succeed at once.
 */
final class AtomicWrites extends DelegatingS3Client {
    private final Object lock = new Object();

    AtomicWrites(S3Client client) {
        super(client);
    }

    @Override
    protected <RequestT extends S3Request, ReturnT> ReturnT invokeOperation(
            RequestT request, Function<RequestT, ReturnT> operation) {
        if (request instanceof PutObjectRequest put && (put.ifMatch() != null || put.ifNoneMatch() != null)) {
            synchronized (lock) {
                return super.invokeOperation(request, operation);
            }
        }
        return super.invokeOperation(request, operation);
    }
}
