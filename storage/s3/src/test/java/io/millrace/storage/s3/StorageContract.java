/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.environment.Storage;
import io.millrace.environment.Storage.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage does. */
abstract class StorageContract {
    private static final int MEBIBYTE = 1 << 20;

    private Storage storage;

    /** Returns an empty storage. */
    abstract Storage newStorage() throws Exception;

    @BeforeEach
    void makeStorage() throws Exception {
        storage = newStorage();
    }

    private static void append(OutputFile file, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        file.write(bytes, 0, bytes.length);
    }

    private void write(String path, String text) throws IOException {
        try (OutputFile file = storage.create(path)) {
            append(file, text);
            file.sync();
        }
    }

    private byte[] readBytes(String path) throws IOException {
        try (InputStream in = storage.open(path)) {
            return in.readAllBytes();
        }
    }

    private String read(String path) throws IOException {
        return new String(readBytes(path), UTF_8);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void readsWhatWasWritten() throws Exception {
        write("a/b/c.txt", "hello");

        assertThat(read("a/b/c.txt")).isEqualTo("hello");
        assertThat(storage.size("a/b/c.txt")).isEqualTo(5);
    }

    @Test
    void tellsWhenAFileWasWritten() throws Exception {
        write("a/earlier", "1");
        write("a/later", "2");

        assertThat(storage.modificationMillis("a/earlier"))
                .isPositive()
                .isLessThanOrEqualTo(storage.modificationMillis("a/later"));
        assertThatThrownBy(() -> storage.modificationMillis("a/none")).isInstanceOf(IOException.class);
    }

    @Test
    void keepsAnEmptyFile() throws Exception {
        write("empty", "");

        assertThat(storage.exists("empty")).isTrue();
        assertThat(storage.size("empty")).isZero();
        assertThat(read("empty")).isEmpty();
    }

    @Test
    void readsFromAnOffset() throws Exception {
        write("file", "0123456789");

        for (int offset = 0; offset <= 10; offset++) {
            try (InputStream in = storage.open("file", offset)) {
                assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("0123456789".substring(offset));
            }
        }
    }

    @Test
    void replacesAFile() throws Exception {
        write("file", "a longer text");
        write("file", "text");

        assertThat(read("file")).isEqualTo("text");
    }

    @Test
    void whatIsNotThereCannotBeReadNorResumedNorRenamed() {
        assertThatThrownBy(() -> storage.open("absent").close()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.size("absent")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.resume("absent", 0).close()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.rename("absent", "target")).isInstanceOf(IOException.class);
    }

    @Test
    void showsAllThatWasWrittenBeforeASync() throws Exception {
        try (OutputFile file = storage.create("log")) {
            for (String word : List.of("one ", "two ", "three")) {
                append(file, word);
                file.sync();
                assertThat(read("log")).endsWith(word).hasSize((int) file.length());
            }
        }
        assertThat(read("log")).isEqualTo("one two three");
    }

    @ParameterizedTest
    @ValueSource(ints = {2 * MEBIBYTE, 5 * MEBIBYTE, 9 * MEBIBYTE})
    void growsBetweenSyncs(int step) throws Exception {
        byte[] all = random(3 * step + 17);
        try (OutputFile file = storage.create("large")) {
            for (int from = 0; from < all.length; from += step) {
                int length = Math.min(step, all.length - from);
                file.write(all, from, length / 2);
                file.write(all, from + length / 2, length - length / 2);
                file.sync();
                assertThat(storage.size("large")).isEqualTo(from + length);
            }
            assertThat(file.length()).isEqualTo(all.length);
        }
        assertThat(readBytes("large")).isEqualTo(all);
    }

    @Test
    void goesOnBehindACut() throws Exception {
        write("log", "kept-lost");

        try (OutputFile file = storage.resume("log", 5)) {
            assertThat(file.length()).isEqualTo(5);
            assertThat(storage.size("log")).isEqualTo(5);
            append(file, "new");
            assertThat(file.length()).isEqualTo(8);
            file.sync();
        }
        assertThat(read("log")).isEqualTo("kept-new");
        assertThatThrownBy(() -> storage.resume("log", 9).close()).hasMessageContaining("8 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5 * MEBIBYTE - 1, 5 * MEBIBYTE, 12 * MEBIBYTE})
    void goesOnBehindACutOfALargeFile(int length) throws Exception {
        byte[] before = random(12 * MEBIBYTE);
        byte[] after = random(9 * MEBIBYTE);
        try (OutputFile file = storage.create("large")) {
            file.write(before, 0, before.length);
            file.sync();
        }

        try (OutputFile file = storage.resume("large", length)) {
            file.sync();
            assertThat(storage.size("large")).isEqualTo(length);
            file.write(after, 0, after.length);
            file.sync();
        }

        byte[] expected = Arrays.copyOf(before, length + after.length);
        System.arraycopy(after, 0, expected, length, after.length);
        assertThat(readBytes("large")).isEqualTo(expected);
    }

    @Test
    void renamesOverTheTarget() throws Exception {
        write("pending/x", "new");
        write("done/x", "old");

        storage.rename("pending/x", "done/x");

        assertThat(read("done/x")).isEqualTo("new");
        assertThat(storage.exists("pending/x")).isFalse();
        assertThat(storage.list("pending")).isEmpty();
    }

    @Test
    void publishesAWholeFile() throws Exception {
        storage.publish("d/manifest", "first".getBytes(UTF_8));
        storage.publish("d/manifest", "second".getBytes(UTF_8));

        assertThat(read("d/manifest")).isEqualTo("second");
        assertThat(storage.list("d")).containsExactly("manifest");
    }

    @Test
    void listsNamesInOrder() throws Exception {
        write("d/b", "");
        write("d/c/x", "");
        write("d/c/y", "");
        write("d/a", "");
        write("dd/z", "");

        assertThat(storage.list("d")).containsExactly("a", "b", "c");
        assertThat(storage.list("")).containsExactly("d", "dd");
        assertThat(storage.list("absent")).isEmpty();
        assertThat(storage.listFiles("d")).containsExactly("a", "b");
        assertThat(storage.listFiles("")).isEmpty();
    }

    @Test
    void knowsFilesFromDirectories() throws Exception {
        write("day/one/file", "text");

        assertThat(storage.exists("day")).isTrue();
        assertThat(storage.exists("day/one")).isTrue();
        assertThat(storage.exists("day/one/file")).isTrue();
        assertThat(storage.exists("da")).isFalse();
        assertThat(storage.exists("day/one/fil")).isFalse();
        assertThat(storage.isDirectory("day")).isTrue();
        assertThat(storage.isDirectory("day/one/file")).isFalse();
        assertThat(storage.isDirectory("da")).isFalse();
    }

    @Test
    void deletesWithAllInItAndNothingBeside() throws Exception {
        write("d/c/x", "");
        write("d/y", "");
        write("dd/x", "");

        storage.delete("d/y");
        storage.delete("d/y");
        assertThat(storage.list("d")).containsExactly("c");
        storage.delete("d");
        storage.delete("d");

        assertThat(storage.exists("d")).isFalse();
        assertThat(storage.list("")).containsExactly("dd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a+b", "a%20b", "ü", "key=value", "~&'()$@!", "part-0~b18d9c8e.avro", ".hidden"})
    void takesNamesAsTheyAre(String name) throws Exception {
        write("d/" + name, "text");

        assertThat(storage.list("d")).containsExactly(name);
        storage.rename("d/" + name, "e/" + name);
        assertThat(read("e/" + name)).isEqualTo("text");
        storage.delete("e/" + name);
        assertThat(storage.exists("e/" + name)).isFalse();
    }

    @Test
    void settlesWhatIsThereAndWhatIsNot() throws Exception {
        write("a/b/file", "text");

        storage.settle("");
        storage.settle("a/b");
        storage.settle("nowhere");

        assertThat(storage.list("a/b")).containsExactly("file");
        assertThat(read("a/b/file")).isEqualTo("text");
    }

    @Test
    void doesNotLeadOutOfItsRoot() {
        assertThatThrownBy(() -> storage.open("../secret").close()).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> storage.delete("a/../..")).isInstanceOf(Exception.class);
    }
}
