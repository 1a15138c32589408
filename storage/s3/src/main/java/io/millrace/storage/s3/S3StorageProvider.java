/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import io.millrace.environment.DirectoryLock;
import io.millrace.environment.Storage;
import io.millrace.environment.StorageProvider;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** Storage at {@code s3://bucket/path}. It is set up as the AWS SDK is, by environment, system properties and profiles. */
public final class S3StorageProvider implements StorageProvider {
    private final Map<S3Location, S3Lock> locks = new ConcurrentHashMap<>();
    private @Nullable S3Client client;

    @Override
    public String scheme() {
        return S3Location.SCHEME;
    }

    /** Made when it is first needed: it is what finds out that settings are missing. */
    private synchronized S3Client client() {
        S3Client made = client;
        if (made == null) {
            made = S3Settings.client();
            client = made;
        }
        return made;
    }

    @Override
    public Storage storage(String location) {
        S3Location directory = S3Location.parse(location);
        return new S3Storage(new S3Bucket(client(), directory.bucket()), directory, locks.get(directory));
    }

    @Override
    public DirectoryLock lock(String location, String jobName, Consumer<Throwable> onLost) throws IOException {
        S3Location directory = S3Location.parse(location);
        S3Lock lock = S3Lock.take(
                new S3Bucket(client(), directory.bucket()),
                directory,
                S3Settings.lockExpiry(),
                jobName,
                onLost,
                () -> locks.remove(directory));
        locks.put(directory, lock);
        return lock;
    }
}
