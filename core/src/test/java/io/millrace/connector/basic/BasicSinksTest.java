/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BasicSinksTest {
    private final CollectingSink<String> sink = new CollectingSink<>();
    private final World world = new World(2);

    private static String printed(PrintSink<String> print, int parallelism) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        print.createWriter(new World(parallelism).sink(1, 0), stream).write("x", 0);
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void printsIdentifierAndSubtaskBeforeTheElement() throws Exception {
        assertThat(printed(new PrintSink<>(), 1)).isEqualTo("x");
        assertThat(printed(new PrintSink<>(), 2)).isEqualTo("2> x");
        assertThat(printed(new PrintSink<>("id"), 1)).isEqualTo("id> x");
        assertThat(printed(new PrintSink<>("id"), 2)).isEqualTo("id:2> x");
    }

    private PendingCommit<CollectedRows, CollectedRows> prepare(long attemptId, String... rows) throws Exception {
        TwoPhaseCommitWriter<String, CollectedRows, CollectedRows> writer = sink.createWriter(world.sink(0, attemptId));
        for (String row : rows) {
            writer.write(row, 0);
        }
        PendingCommit<CollectedRows, CollectedRows> pending = writer.prepareCommit(false);
        writer.write("not of this checkpoint", 0);
        pending.persist();
        return pending;
    }

    private Committer<CollectedRows, CollectedRows> committer() throws Exception {
        return sink.createCommitter(world.sink(0, 1));
    }

    @Test
    void collectedRowsShowOnceWhenTheyAreCommitted() throws Exception {
        PendingCommit<CollectedRows, CollectedRows> pending = prepare(0, "a", "b");
        assertThat(sink.results()).isEmpty();
        committer().commit(pending.committables());
        committer().commit(pending.committables());
        assertThat(sink.results()).containsExactly("a", "b");
    }

    @Test
    void anEmptyCutNeedsNoCommit() throws Exception {
        assertThat(prepare(0).committables()).isEmpty();
    }

    @Test
    void abortedRowsNeverShow() throws Exception {
        PendingCommit<CollectedRows, CollectedRows> lost = prepare(0, "a");
        committer().abortAllBut(List.of());
        assertThatThrownBy(() -> committer().commit(lost.committables())).hasMessageContaining("gone");
        committer().commit(prepare(1, "b").committables());
        assertThat(sink.results()).containsExactly("b");
    }
}
