/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.snapshot.SnapshotException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.FullyFinishedOperatorState;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointConversionTest {
    private static final int MAX_PARALLELISM = 128;

    @TempDir
    private Path directory;

    private Path from;
    private Path to;

    @BeforeEach
    void nameDirectories() throws IOException {
        from = Files.createDirectory(directory.resolve("savepoint-1"));
        to = directory.resolve("converted");
    }

    private void convert() throws IOException {
        SavepointConversion.convert(from.toString(), to.toString());
    }

    private void write(OperatorState... operators) throws IOException {
        try (OutputStream out = Files.newOutputStream(from.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(7, List.of(operators), List.of()), out);
        }
    }

    /** An operator as other programs have them. */
    private static OperatorState other(String uid) {
        OperatorStateHandle list = new OperatorStreamStateHandle(
                Map.of(
                        "list",
                        new OperatorStateHandle.StateMetaInfo(
                                new long[] {0}, OperatorStateHandle.Mode.SPLIT_DISTRIBUTE)),
                new ByteStreamStateHandle("list", new byte[] {1, 2, 3}));
        OperatorState state = new OperatorState("Map", uid, new OperatorID(), 1, MAX_PARALLELISM);
        state.putState(
                0,
                OperatorSubtaskState.builder()
                        .setManagedOperatorState(StateObjectCollection.singleton(list))
                        .build());
        return state;
    }

    @Test
    void namesTheOperatorsOfProgramsThatAreNotMillraces() throws IOException {
        write(other("offsets"));

        assertThatThrownBy(this::convert)
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("operators offsets have state that Millrace did not write");
        assertThat(to).doesNotExist();
    }

    @Test
    void namesTheOperatorsThatHadEnded() throws IOException {
        write(new FullyFinishedOperatorState("orders", "orders", new OperatorID(), 2, MAX_PARALLELISM));

        assertThatThrownBy(this::convert)
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("operators orders had ended when it was taken");
    }

    @Test
    void namesTheSavepointThatIsDamaged() throws IOException {
        Files.writeString(from.resolve("_metadata"), "a line of text");

        assertThatThrownBy(this::convert)
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("savepoint " + from + " cannot be read");
    }

    @Test
    void saysWhatToDoWithASavepointThatIsNotOnThisMachine() {
        assertThatThrownBy(() -> SavepointConversion.convert("s3://savepoints/savepoint-1", to.toString()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("copy it to this machine");
    }

    @Test
    void namesThePlaceWhereNoSavepointIs() {
        assertThatThrownBy(this::convert)
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("no savepoint of Flink's in " + from);
    }
}
