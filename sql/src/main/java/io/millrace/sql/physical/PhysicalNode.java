/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.stream.DataStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** A step of a query as it runs. Immutable; used by one thread, as it remembers what it was asked for. */
public abstract class PhysicalNode {
    private static final int MOST_OF_IDENTITY = 4_000;
    private static final int MOST_OF_COLUMN = 400;
    private static final int MOST_KEYS = 32;

    private final RelDataType rowType;
    private final List<PhysicalNode> inputs;
    private @Nullable String identity;
    private @Nullable List<String> lineage;
    private @Nullable List<ImmutableBitSet> upsertKeys;
    private @Nullable List<ImmutableBitSet> changeKeys;

    protected PhysicalNode(RelDataType rowType, List<PhysicalNode> inputs) {
        this.rowType = rowType;
        this.inputs = List.copyOf(inputs);
    }

    /** Returns what its rows are. */
    public final RelDataType rowType() {
        return rowType;
    }

    public final List<PhysicalNode> inputs() {
        return inputs;
    }

    final PhysicalNode input() {
        return inputs.get(0);
    }

    /** Returns which changes its rows may be, where whole changes are required of it (see {@link Changelogs}). */
    public abstract ChangelogMode changelogMode();

    /**
     * Returns which changes it makes.
     *
     * @param required of it
     * @param inputs the changes that its inputs make
     */
    ChangelogMode changelogMode(RequiredChanges required, List<ChangelogMode> inputs) {
        return required == RequiredChanges.WHOLE
                ? changelogMode()
                : changelogMode().withoutUpdateBefore();
    }

    /**
     * Returns the keys by which its rows can be upserted: columns whose values only one row has at a time, which no update of a row changes, and whose changes come in order. A node that has any makes
     * upserts where no more is required of it.
     */
    public final List<ImmutableBitSet> upsertKeys() {
        List<ImmutableBitSet> known = upsertKeys;
        if (known == null) {
            known = few(computeUpsertKeys());
            upsertKeys = known;
        }
        return known;
    }

    /** Finds the keys of {@link #upsertKeys}. */
    List<ImmutableBitSet> computeUpsertKeys() {
        return List.of();
    }

    /**
     * Returns the keys by which its changes can be made upserts, as long as they are whole: as {@link #upsertKeys}, but of an update there may be the first half alone, since what the row becomes is left
     * out.
     */
    final List<ImmutableBitSet> changeKeys() {
        List<ImmutableBitSet> known = changeKeys;
        if (known == null) {
            known = few(computeChangeKeys());
            changeKeys = known;
        }
        return known;
    }

    /** Finds the keys of {@link #changeKeys}. */
    List<ImmutableBitSet> computeChangeKeys() {
        return upsertKeys();
    }

    /** A chain of joins has keys of all combinations of its inputs. */
    private static List<ImmutableBitSet> few(List<ImmutableBitSet> keys) {
        return keys.stream().distinct().limit(MOST_KEYS).toList();
    }

    /**
     * Returns what it requires of an input; upserts only if the input has a key for them.
     *
     * @param required what is required of its own rows
     */
    RequiredChanges requires(int input, RequiredChanges required) {
        return RequiredChanges.WHOLE;
    }

    /** Returns whether the rows of its input are what is required of it, so that it does nothing. */
    boolean isLeftOut(RequiredChanges required) {
        return false;
    }

    /** Returns whether nothing it emits is ever changed or taken back. */
    final boolean isInsertOnly() {
        return changelogMode().isInsertOnly();
    }

    /** Returns whether its rows come to an end. */
    boolean isBounded() {
        return inputs.stream().allMatch(PhysicalNode::isBounded);
    }

    /** Returns whether its rows come in an order that matters, from one subtask: whatever takes them then has one, too. */
    public boolean isOrdered() {
        return false;
    }

    /** Returns its name and what it does, on one line, for EXPLAIN. */
    public abstract String describe();

    /** Returns how its input is dealt out to its subtasks, as in {@code hash[customer]}; empty where it stays where it is. */
    String distribution() {
        return "";
    }

    /** Returns what its operator remembers. */
    StateUse state() {
        return StateUse.NONE;
    }

    /**
     * Returns how long it keeps what it knows of a key that is idle, or of a row; zero for ever.
     *
     * @param session what is so where a hint says nothing
     */
    Duration timeToLive(Duration session) {
        return session;
    }

    /** Returns where rows go that come too late; null where they are dropped and counted, or none is late. */
    @Nullable
    LateOutput late() {
        return null;
    }

    /** Returns how rows are dealt out by some columns of the input. */
    static String hash(PhysicalNode input, List<Integer> columns) {
        List<String> names = input.rowType().getFieldNames();
        return columns.isEmpty()
                ? "single"
                : "hash" + columns.stream().map(names::get).toList();
    }

    /** Makes the operators: a stream of batches of columns, those of the row type. Inputs are had from the translation. */
    protected abstract DataStream<Object> translate(Translation translation);

    /**
     * Returns which rows there are, whatever columns of them: what names the node's state. While this is the same in two versions of a query, the state is, too. Of a long
     * text, the beginning and a digest.
     */
    final String identity() {
        String known = identity;
        if (known == null) {
            known = Lineage.brief(computeIdentity(), MOST_OF_IDENTITY);
            identity = known;
        }
        return known;
    }

    /** Makes the text of {@link #identity}. Nodes whose description says more than that, such as aliases, say it without. */
    String computeIdentity() {
        StringBuilder identity = new StringBuilder(describe());
        for (PhysicalNode input : inputs) {
            identity.append('\n').append((input.lineage() + " OF " + input.identity()).indent(1));
        }
        return identity.toString();
    }

    /** Returns what each column is (see {@link Lineage}), among the rows of {@link #identity}. */
    final List<String> lineage() {
        List<String> known = lineage;
        if (known == null) {
            known = computeLineage().stream()
                    .map(column -> Lineage.brief(column, MOST_OF_COLUMN))
                    .toList();
            lineage = known;
        }
        return known;
    }

    /** Makes the texts of {@link #lineage}. */
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < rowType.getFieldCount(); i++) {
            columns.add("$" + i);
        }
        return columns;
    }
}
