/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.environment.RowStore;
import io.millrace.environment.RowStoreProvider;
import io.millrace.environment.RowView;
import io.millrace.environment.SortedRows;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksRowStoreTest {
    private @TempDir Path directory;

    private RowStore open(String name) {
        return new RocksRowStoreProvider().open(directory.resolve(name).toString());
    }

    private static List<String> rows(RowView rows, byte[] from, byte[] until) {
        List<String> all = new ArrayList<>();
        try (RowView.Cursor cursor = rows.rows(from, until)) {
            while (cursor.next()) {
                all.add(Arrays.toString(cursor.key()) + "=" + Arrays.toString(cursor.value()));
            }
        }
        return all;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(3)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) * 85); // signed and unsigned order differ
        }
        return bytes;
    }

    /** Both kinds of rows do the same, and views show their moment. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesWhatASortedMapDoes(long seed) {
        Random random = new Random(seed);
        byte[] first = {0};
        byte[] last = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        try (RowStore rocks = open("rows");
                RowStore sorted = new SortedRows()) {
            List<RowView> rockViews = new ArrayList<>();
            List<RowView> sortedViews = new ArrayList<>();
            for (int step = 0; step < 3_000; step++) {
                byte[] key = bytes(random);
                byte[] other = bytes(random);
                switch (random.nextInt(10)) {
                    case 0, 1 -> {
                        rocks.delete(key);
                        sorted.delete(key);
                    }
                    case 2 -> {
                        if (Arrays.compareUnsigned(key, other) <= 0 && random.nextInt(5) == 0) {
                            rocks.deleteRange(key, other);
                            sorted.deleteRange(key, other);
                        }
                    }
                    case 3 -> {
                        if (random.nextInt(20) == 0) {
                            rockViews.add(rocks.view());
                            sortedViews.add(sorted.view());
                        }
                    }
                    default -> {
                        rocks.put(key, other);
                        sorted.put(key, other);
                    }
                }
                assertThat(rocks.get(other)).isEqualTo(sorted.get(other));
                if (Arrays.compareUnsigned(key, other) <= 0) {
                    assertThat(rows(rocks, key, other)).isEqualTo(rows(sorted, key, other));
                }
            }
            assertThat(rockViews).isNotEmpty();
            for (int i = 0; i < rockViews.size(); i++) {
                try (RowView view = rockViews.get(i)) {
                    assertThat(rows(view, first, last)).isEqualTo(rows(sortedViews.get(i), first, last));
                }
            }
        }
    }

    @Test
    void leavesNoFiles() {
        RowStore rows = open("rows");
        rows.put(new byte[] {1}, new byte[] {2});
        assertThat(directory.resolve("rows")).isNotEmptyDirectory();
        rows.close();
        rows.close();
        assertThat(directory.resolve("rows")).doesNotExist();
    }

    @Test
    void aViewOutlivesItsStoreAndThenTakesTheFilesAlong() {
        RowStore rows = open("rows");
        rows.put(new byte[] {1}, new byte[] {2});
        RowView view = rows.view();
        rows.put(new byte[] {1}, new byte[] {3});
        rows.close();
        assertThat(view.get(new byte[] {1})).containsExactly(2);
        assertThat(rows(view, new byte[] {0}, new byte[] {9})).containsExactly("[1]=[2]");
        assertThat(Files.exists(directory.resolve("rows"))).isTrue();
        view.close();
        view.close();
        assertThat(directory.resolve("rows")).doesNotExist();
    }

    @Test
    void refusesUseAfterTheEnd() {
        RowStore rows = open("rows");
        RowView view = rows.view();
        view.close();
        rows.close();
        assertThatThrownBy(() -> rows.get(new byte[] {1})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rows.put(new byte[] {1}, new byte[] {1})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> view.get(new byte[] {1})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhereItCannotBe() throws Exception {
        Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> open("file/rows"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("file/rows")
                .hasMessageContaining("room");
    }

    @Test
    void isFoundByItsType() {
        assertThat(ServiceLoader.load(RowStoreProvider.class))
                .extracting(RowStoreProvider::type)
                .contains("rocksdb");
    }
}
