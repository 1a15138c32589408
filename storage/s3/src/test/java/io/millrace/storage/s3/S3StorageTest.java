/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.environment.Storage.OutputFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a storage of objects does beyond {@link StorageContract}. */
class S3StorageTest {
    private static final int MEBIBYTE = 1 << 20;

    private final S3Server server = S3Server.get();
    private final S3Location directory = server.newDirectory();
    private final S3Storage storage = server.storage(directory);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] read(String path) throws IOException {
        try (InputStream in = storage.open(path)) {
            return in.readAllBytes();
        }
    }

    @Test
    void showsAFileOnlyWhenItIsSynced() throws Exception {
        byte[] bytes = random(20 * MEBIBYTE);
        try (OutputFile file = storage.create("file")) {
            file.write(bytes, 0, bytes.length);
            assertThat(storage.exists("file")).isFalse();
            assertThat(storage.list("")).isEmpty();

            file.sync();
            assertThat(storage.size("file")).isEqualTo(bytes.length);
            file.write(bytes, 0, bytes.length);
            assertThat(read("file")).isEqualTo(bytes);
            file.sync();
            assertThat(storage.size("file")).isEqualTo(2 * bytes.length);
        }
    }

    @Test
    void keepsNothingOfWhatWasNotSynced() throws Exception {
        byte[] bytes = random(10 * MEBIBYTE);
        try (OutputFile file = storage.create("file")) {
            file.write(bytes, 0, bytes.length);
            while (server.openUploads(directory).isEmpty()) {
                Thread.onSpinWait(); // the part goes out on another thread
            }
        }

        assertThat(server.openUploads(directory)).isEmpty();
        assertThat(storage.exists("file")).isFalse();
    }

    /** As a process leaves them that dies. */
    @Test
    void abortsUploadsThatWereLeft() throws Exception {
        S3Bucket bucket = server.bucket();
        for (String key : List.of("a/left", "a/b/left", "c/other")) {
            bucket.beginUpload(directory.prefix() + key);
        }
        storage.publish("a/b/file", new byte[0]);

        storage.settle("a/b");
        assertThat(server.openUploads(directory)).containsExactlyInAnyOrder("a/left", "c/other");
        storage.delete("a");
        assertThat(server.openUploads(directory)).containsExactly("c/other");
        storage.settle("");
        assertThat(server.openUploads(directory)).isEmpty();
    }

    @Test
    void aFileIsSyncedWhileItIsWritten() throws Exception {
        byte[] block = random(256 * 1024);
        int blocks = 100;
        try (OutputFile file = storage.create("log")) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < blocks; i++) {
                        file.write(block, 0, block.length);
                    }
                } catch (IOException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            do {
                long before = file.length();
                file.sync();
                assertThat(storage.size("log")).isGreaterThanOrEqualTo(before);
            } while (!writing.isDone());
            writing.join();
            file.sync();
        }
        byte[] read = read("log");
        assertThat(read).hasSize(blocks * block.length);
        for (int from = 0; from < read.length; from += block.length) {
            assertThat(Arrays.mismatch(read, from, from + block.length, block, 0, block.length))
                    .isEqualTo(-1);
        }
    }

    /** As by a request of a process that died, and which comes late. */
    @Test
    void aFileThatSomebodyReplacedIsNotGoneOnWith() throws Exception {
        byte[] bytes = random(6 * MEBIBYTE);
        try (OutputFile file = storage.create("file")) {
            file.write(bytes, 0, bytes.length);
            file.sync();
            storage.publish("file", random(7 * MEBIBYTE));
            file.write(bytes, 0, bytes.length);

            assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
            assertThatThrownBy(file::sync).hasMessageContaining("could not be written before");
        }
    }

    @Test
    void listsAndDeletesMoreThanFitsIntoOneAnswer() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1_050; i++) {
            names.add("file-%04d".formatted(i));
        }
        names.parallelStream().forEach(name -> {
            try {
                storage.publish("many/" + name, new byte[0]);
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });

        assertThat(storage.list("many")).isEqualTo(names);
        storage.delete("many");
        assertThat(storage.exists("many")).isFalse();
    }

    @Test
    void aRenameThatWasNotDoneToItsEndIsDoneAgain() throws Exception {
        storage.publish("pending", "text".getBytes(UTF_8));
        server.bucket().copy(directory.prefix() + "pending", directory.prefix() + "done");

        storage.rename("pending", "done");

        assertThat(read("done")).asString().isEqualTo("text");
        assertThat(storage.list("")).containsExactly("done");
    }

    @Test
    void copiesWhatIsTooLargeForOneRequestInParts() throws Exception {
        byte[] bytes = random(17 * MEBIBYTE);
        storage.publish("large", bytes);
        String key = directory.prefix() + "large";
        S3Upload upload = S3Upload.begin(server.bucket(), key + "-copy");

        upload.addCopy(key, null, bytes.length, 5 * MEBIBYTE);
        upload.complete();

        assertThat(read("large-copy")).isEqualTo(bytes);
        assertThat(server.client()
                        .headObject(request -> request.bucket(S3Server.BUCKET)
                                .key(key + "-copy")
                                .partNumber(1))
                        .eTag())
                .endsWith("-3\"");
    }

    @Test
    void doesNotMixAnObjectWithTheOneThatReplacesIt() throws Exception {
        storage.publish("file", random(MEBIBYTE));
        try (InputStream in = storage.open("file")) {
            assertThat(in.readNBytes(1_000)).hasSize(1_000);
            storage.publish("file", random(MEBIBYTE + 1));

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("file was replaced while it was read");
        }
    }

    @Test
    void whatIsNotThereIsNamedByItsWholeAddress() {
        String uri = "s3://millrace/" + directory.prefix() + "absent";
        assertThatThrownBy(() -> storage.open("absent").close())
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining(uri);
        assertThatThrownBy(() -> storage.size("absent"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining(uri);
        assertThatThrownBy(() -> storage.delete("")).hasMessageContaining("Refusing to delete s3://millrace/test-");
    }
}
