/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.DirectoryInUseException;
import io.millrace.environment.DirectoryLock;
import io.millrace.environment.Location;
import io.millrace.environment.Storage;
import io.millrace.environment.StorageProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The storage at a location: the local file system's, or where the location has a scheme, that of its provider. */
public final class Storages {
    private static final Map<String, StorageProvider> PROVIDERS = new ConcurrentHashMap<>();

    private Storages() {}

    /**
     * Returns the storage of a directory.
     *
     * @param location a path, or such as {@code s3://bucket/path}
     * @throws IllegalArgumentException if no provider on the class path knows the location's scheme
     */
    public static Storage at(String location) {
        String scheme = Location.schemeOf(location);
        return scheme == null
                ? new LocalStorage(Path.of(location))
                : provider(scheme, location).storage(location);
    }

    /** Makes a path absolute, so that it means the same in other processes; leaves a location with a scheme as it is. */
    public static String absolute(String location) {
        return Location.schemeOf(location) == null
                ? Path.of(location).toAbsolutePath().normalize().toString()
                : location;
    }

    /**
     * Takes the lock of a checkpoint directory.
     *
     * @param onLost called if another job has taken it nevertheless
     * @throws DirectoryInUseException if another job holds it
     * @throws UncheckedIOException if the directory cannot be used
     */
    static DirectoryLock lock(String location, String jobName, Consumer<Throwable> onLost) {
        String scheme = Location.schemeOf(location);
        if (scheme == null) {
            return JobLock.take(Path.of(location), jobName);
        }
        try {
            return provider(scheme, location).lock(location, jobName, onLost);
        } catch (IOException failure) {
            throw JobLock.unusable(location, failure);
        }
    }

    private static StorageProvider provider(String scheme, String location) {
        return PROVIDERS.computeIfAbsent(scheme, wanted -> {
            for (StorageProvider provider : ServiceLoader.load(StorageProvider.class)) {
                if (provider.scheme().equals(wanted)) {
                    return provider;
                }
            }
            throw new IllegalArgumentException("Nothing on the class path knows the storage of " + location
                    + (wanted.equals("s3")
                            ? ": add millrace-s3 to it."
                            : ". It may be s3://bucket/path, by millrace-s3, or a path as it is."));
        });
    }
}
