/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.environment.Storage;
import io.millrace.environment.Storage.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest {
    @TempDir
    private Path root;

    private Storage storage = new LocalStorage(Path.of(""));

    @BeforeEach
    void open() {
        storage = new LocalStorage(root.resolve("made/on/first/use"));
    }

    private void write(String path, String text) throws IOException {
        try (OutputFile file = storage.create(path)) {
            append(file, text);
            file.sync();
        }
    }

    private static void append(OutputFile file, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        file.write(bytes, 0, bytes.length);
    }

    private String read(String path) throws IOException {
        try (InputStream in = storage.open(path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void readsWhatWasWritten() throws Exception {
        write("a/b/c.txt", "hello");
        write("/a/b/c.txt", "again");

        assertThat(read("a/b/c.txt")).isEqualTo("again");
        assertThat(storage.size("a/b/c.txt")).isEqualTo(5);
        assertThat(storage.exists("a/b")).isTrue();
        assertThat(storage.exists("a/c")).isFalse();
        try (InputStream in = storage.open("a/b/c.txt", 3)) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("in");
        }
    }

    @Test
    void holdsNothingBackBehindASync() throws Exception {
        String text = "0123456789".repeat(10_000);
        try (OutputFile file = storage.create("big")) {
            append(file, text);
            append(file, "end");
            file.sync();
            assertThat(read("big")).isEqualTo(text + "end");
            assertThat(file.length()).isEqualTo(100_003);
        }
    }

    @Test
    void goesOnBehindACut() throws Exception {
        write("log", "kept-lost");
        try (OutputFile file = storage.resume("log", 5)) {
            assertThat(file.length()).isEqualTo(5);
            append(file, "new");
            assertThat(file.length()).isEqualTo(8);
        }
        assertThat(read("log")).isEqualTo("kept-new");
        assertThatThrownBy(() -> storage.resume("log", 9)).hasMessageContaining("8 bytes");
    }

    @Test
    void renamesOverTheTarget() throws Exception {
        write("pending/x", "new");
        write("done/x", "old");

        storage.rename("pending/x", "done/x");

        assertThat(read("done/x")).isEqualTo("new");
        assertThat(storage.list("pending")).isEmpty();
    }

    @Test
    void anEmptyDirectoryIsADirectoryAndNoFile() throws Exception {
        write("d/file", "x");
        Files.createDirectory(root.resolve("made/on/first/use/d/below"));

        assertThat(storage.isDirectory("d/below")).isTrue();
        assertThat(storage.isDirectory("d/file")).isFalse();
        assertThat(storage.listFiles("d")).containsExactly("file");
    }

    @Test
    void listsNamesInOrder() throws Exception {
        write("d/b", "");
        write("d/c/x", "");
        write("d/a", "");

        assertThat(storage.list("d")).containsExactly("a", "b", "c");
        assertThat(storage.list("")).containsExactly("d");
        assertThat(storage.list("absent")).isEmpty();
    }

    @Test
    void deletesWithAllInIt() throws Exception {
        write("d/c/x", "");
        storage.delete("d");
        storage.delete("d");

        assertThat(storage.exists("d")).isFalse();
    }

    @Test
    void doesNotLeadOutOfItsRoot() throws Exception {
        Files.writeString(root.resolve("secret"), "x");

        assertThatThrownBy(() -> storage.open("../../../secret")).hasMessageContaining("leads out");
        assertThatThrownBy(() -> storage.delete("a/../..")).hasMessageContaining("leads out");
        assertThatThrownBy(() -> storage.delete("")).hasMessageContaining("root");
    }

    @Test
    void settlesWhatIsThereAndWhatIsNot() throws Exception {
        write("a/b/file", "text");

        storage.settle("");
        storage.settle("a/b");
        storage.settle("nowhere");

        assertThat(storage.list("a/b")).containsExactly("file");
    }
}
