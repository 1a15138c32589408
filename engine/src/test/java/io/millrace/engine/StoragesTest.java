/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.environment.DirectoryLock;
import io.millrace.environment.Storage;
import io.millrace.environment.StorageProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoragesTest {
    @TempDir
    private Path directory;

    /** Found by the file that {@link #findsTheProviderOfAScheme} writes. */
    public static final class MemoryProvider implements StorageProvider {
        @Override
        public String scheme() {
            return "memory";
        }

        @Override
        public Storage storage(String location) {
            return new LocalStorage(Path.of(location.substring("memory://".length())));
        }

        @Override
        public DirectoryLock lock(String location, String jobName, Consumer<Throwable> onLost) throws IOException {
            throw new IOException("it is read only");
        }
    }

    @Test
    void aPathIsOfTheLocalFileSystem() throws Exception {
        Files.writeString(directory.resolve("file"), "text");

        try (InputStream in = Storages.at(directory.toString()).open("file")) {
            assertThat(in.readAllBytes()).asString().isEqualTo("text");
        }
    }

    @Test
    void findsTheProviderOfAScheme() throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(StorageProvider.class.getName()), MemoryProvider.class.getName());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);

            assertThat(Storages.at("memory://" + directory).list("")).containsExactly("META-INF");
            assertThatThrownBy(() -> Storages.lock("memory://" + directory, "job", lost -> {}))
                    .hasMessageContaining(
                            "The checkpoint directory memory://" + directory + " cannot be used (it is read only)")
                    .hasMessageContaining("setCheckpointDirectory");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void saysWhichModuleIsMissing() {
        assertThatThrownBy(() -> Storages.at("s3://bucket/path"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Nothing on the class path knows the storage of s3://bucket/path: add millrace-s3 to it.");
        assertThatThrownBy(() -> Storages.at("gs://bucket/path"))
                .hasMessageContaining("Nothing on the class path knows the storage of gs://bucket/path");
    }
}
