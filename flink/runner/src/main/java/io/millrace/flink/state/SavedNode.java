/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.state;

import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.jspecify.annotations.Nullable;

/** What all subtasks of one operator of ours wrote into a checkpoint of Flink's, read outside of any job. Methods block. */
public final class SavedNode {
    private final OperatorState flink;
    private final NodeDescription description;
    private final List<Tables.Part> others;

    private SavedNode(OperatorState flink, NodeDescription description, List<Tables.Part> others) {
        this.flink = flink;
        this.description = description;
        this.others = others;
    }

    /** Returns what an operator of Flink's saved, or null where it stands for no operator of ours. */
    public static @Nullable SavedNode of(OperatorState flink) throws IOException {
        List<Tables.Part> others = new ArrayList<>();
        for (OperatorSubtaskState subtask : flink.getStates()) {
            if (!subtask.getManagedOperatorState().isEmpty()
                    || !subtask.getManagedKeyedState().isEmpty()) {
                return null;
            }
            for (OperatorStateHandle handle : subtask.getRawOperatorState()) {
                readOthers(handle, others);
            }
        }
        others.sort(Comparator.comparingInt(Tables.Part::subtask));
        for (Tables.Part part : others) {
            if (part.table().name().equals(NodeDescription.TABLE)) {
                ClassLoader loader = SavedNode.class.getClassLoader();
                List<Object> values = ValueBytes.read(part.table().stored("operator", loader));
                return new SavedNode(flink, (NodeDescription) values.get(0), others);
            }
        }
        return null;
    }

    private static void readOthers(OperatorStateHandle handle, List<Tables.Part> others) throws IOException {
        try (FSDataInputStream in = handle.openInputStream()) {
            for (OperatorStateHandle.StateMetaInfo parts :
                    handle.getStateNameToPartitionOffsets().values()) {
                for (long offset : parts.getOffsets()) {
                    in.seek(offset);
                    others.add(Tables.Part.readFrom(in));
                }
            }
        }
    }

    public String jobName() {
        return description.job();
    }

    public String uid() {
        return description.uid();
    }

    public String name() {
        return description.name();
    }

    public int parallelism() {
        return description.parallelism();
    }

    /** Returns how many key groups it has. */
    public int maxParallelism() {
        return flink.getMaxParallelism();
    }

    /** Returns the small tables of all subtasks. */
    public List<Manifest.Entry> entries() {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Tables.Part part : others) {
            if (!part.table().name().equals(NodeDescription.TABLE)) {
                entries.add(part.table().entry(part.subtask()));
            }
        }
        return entries;
    }

    /** Returns the keyed tables of one subtask, whose encoded rows are then in memory. */
    public List<StateTable> keyedTables(int subtask) throws IOException {
        OperatorSubtaskState state = flink.getState(subtask);
        Map<String, List<Tables.Written>> byName = new LinkedHashMap<>();
        if (state != null) {
            for (KeyedStateHandle handle : state.getRawKeyedState()) {
                if (!(handle instanceof KeyGroupsStateHandle groups)) {
                    throw new IOException("Operator '" + uid() + "' has keyed state in a form that is not known: "
                            + handle.getClass().getName());
                }
                readGroups(groups, byName);
            }
        }
        List<StateTable> tables = new ArrayList<>();
        for (List<Tables.Written> parts : byName.values()) {
            tables.add(new JoinedTable(uid(), parts));
        }
        return tables;
    }

    private static void readGroups(KeyGroupsStateHandle groups, Map<String, List<Tables.Written>> byName)
            throws IOException {
        KeyGroupRangeOffsets offsets = groups.getGroupRangeOffsets();
        try (FSDataInputStream in = groups.openInputStream()) {
            for (int group : groups.getKeyGroupRange()) {
                long offset = offsets.getKeyGroupOffset(group);
                if (offset != KeyedStateCheckpointOutputStream.NO_OFFSET_SET) {
                    in.seek(offset);
                    for (Tables.Written table : Tables.readGroup(in)) {
                        byName.computeIfAbsent(table.name(), name -> new ArrayList<>())
                                .add(table);
                    }
                }
            }
        }
    }
}
