/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.environment.Storage;
import io.millrace.simulation.WorldHooks.Death;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a loss of power leaves on the simulated disk. */
class SimulatedStorageTest {
    private static World worldThatDiesAt(long touch, long seed) {
        return new World(
                new Randomness(seed), Swarm.steady(1), new AimedCrashes(Map.of(touch, Death.MACHINE), Map.of()));
    }

    private static void write(Storage storage, String path, String text, boolean sync) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Storage.OutputFile file = storage.create(path)) {
            file.write(bytes, 0, bytes.length);
            if (sync) {
                file.sync();
            }
        }
    }

    private static String read(World world, String path) {
        byte[] bytes = world.storage().view().get(path);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void undoesARenameAsAWholeOrNotAtAll() throws IOException {
        Set<List<String>> left = new HashSet<>();
        for (long seed = 1; seed <= 50; seed++) {
            World world = worldThatDiesAt(10, seed);
            Storage storage = world.storage().at("");
            write(storage, "old", "before", true);
            write(storage, "new", "after", true);

            assertThatThrownBy(() -> storage.rename("new", "old")).isInstanceOf(ProcessCrash.class);
            world.bury();

            left.add(List.of(read(world, "old"), read(world, "new")));
        }
        assertThat(left).containsExactlyInAnyOrder(List.of("before", "after"), List.of("after", ""));
    }

    @Test
    void keepsARenameThatWasDone() throws IOException {
        for (long seed = 1; seed <= 50; seed++) {
            World world = worldThatDiesAt(12, seed);
            Storage storage = world.storage().at("");
            write(storage, "old", "before", true);
            write(storage, "new", "after", true);
            storage.rename("new", "old");

            assertThatThrownBy(() -> storage.delete("old")).isInstanceOf(ProcessCrash.class);
            world.bury();

            assertThat(List.of(read(world, "old"), read(world, "new"))).containsExactly("after", "");
        }
    }

    @Test
    void keepsWhatWasSettledOfARenameThatWasBegun() throws IOException {
        for (long seed = 1; seed <= 50; seed++) {
            World world = new World(
                    new Randomness(seed),
                    Swarm.steady(1),
                    new AimedCrashes(Map.of(6L, Death.PROCESS, 8L, Death.MACHINE), Map.of()));
            Storage storage = world.storage().at("");
            write(storage, "in/new", "text", true);
            assertThatThrownBy(() -> storage.rename("in/new", "in/old")).isInstanceOf(ProcessCrash.class);
            world.bury();
            assertThat(read(world, "in/old")).isEqualTo("text");

            storage.settle("in");
            assertThatThrownBy(() -> storage.delete("in/old")).isInstanceOf(ProcessCrash.class);
            world.bury();

            assertThat(List.of(read(world, "in/old"), read(world, "in/new"))).containsExactly("text", "");
        }
    }

    @Test
    void anObjectShowsWhenItIsSyncedAndLosesNothing() throws IOException {
        World world = new World(
                new Randomness(1), Swarm.steady(1), new AimedCrashes(Map.of(5L, Death.MACHINE), Map.of()), true);
        Storage storage = world.storage().at("");
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        Storage.OutputFile file = storage.create("file");
        file.write(text, 0, text.length);
        assertThat(world.storage().view()).isEmpty();
        file.sync();

        assertThatThrownBy(() -> file.write(text, 0, text.length)).isInstanceOf(ProcessCrash.class);
        world.bury();

        assertThat(read(world, "file")).isEqualTo("text");
    }

    @Test
    void anObjectThatIsRenamedShowsUnderBothNamesInTheMiddle() throws IOException {
        World world = new World(
                new Randomness(1), Swarm.steady(1), new AimedCrashes(Map.of(7L, Death.PROCESS), Map.of()), true);
        Storage storage = world.storage().at("");
        write(storage, "new", "text", true);

        assertThatThrownBy(() -> storage.rename("new", "old")).isInstanceOf(ProcessCrash.class);
        world.bury();
        assertThat(List.of(read(world, "new"), read(world, "old"))).containsExactly("text", "text");
        storage.rename("new", "old");

        assertThat(List.of(read(world, "new"), read(world, "old"))).containsExactly("", "text");
    }

    @Test
    void mayLoseAnyPartOfWhatWasNotSynced() throws IOException {
        Set<String> left = new HashSet<>();
        for (long seed = 1; seed <= 200; seed++) {
            World world = worldThatDiesAt(4, seed);
            Storage storage = world.storage().at("");
            write(storage, "file", "abc", false);

            assertThatThrownBy(() -> storage.delete("file")).isInstanceOf(ProcessCrash.class);
            world.bury();

            left.add(read(world, "file"));
        }
        assertThat(left).containsExactlyInAnyOrder("", "a", "ab", "abc");
    }
}
