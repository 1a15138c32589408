/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.connector.SourceSplit;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.Output;
import io.millrace.operator.SourceDriver;
import io.millrace.operator.SourceOperator;
import io.millrace.operator.SourceProgress;
import io.millrace.operator.SplitState;
import io.millrace.snapshot.StoredTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** A source that gets its splits, their time, or its own end wrong; it notes when it is told to end early. */
final class PlantedSource extends ForwardingSource {
    enum Bug {
        /** None: what else is caught then is a fault of the planting. */
        NONE,
        /** The first split, once it was restored, does not hold the watermark. */
        RESTORED_SPLIT_IS_AHEAD,
        /** Where all splits are idle or over, the others of the watermark group wait for it. */
        HOLDS_GROUP_WHILE_IDLE,
        /** No limit is taken for the lowest. */
        LIMIT_OVERFLOWS,
        /** Who has ended has no part in snapshots. */
        ENDED_IS_NOT_SAVED,
        /** Restored splits go by another rule than new ones. */
        OTHER_SPLITS_AFTER_RESTORE,
        /** A split that is read when the job stops is written as one that was read to its end. */
        STOPPED_IS_WRITTEN_AS_ENDED,
        /** After a restore it waits for more splits, though there are no more. */
        NEVER_ENDS_AFTER_RESTORE,
        /** The first snapshot behind a restore has new splits alone. */
        FIRST_SNAPSHOT_LACKS_RESTORED,
        /** Splits are dropped which nobody tells of at a restore. */
        UNTOLD_SPLITS_ARE_DROPPED,
        /** A split of which nothing was read since the restore is written with its beginning. */
        SILENT_SPLIT_BEGINS_AFRESH
    }

    private static final long AHEAD_OF_ALL = 1L << 40;

    private final Bug bug;
    private final Moments moments;
    private final Map<String, Long> restored = new LinkedHashMap<>();
    private boolean isRestored;
    private int snapshots;
    private long progress = Long.MIN_VALUE;

    PlantedSource(SourceDriver source, Bug bug, Moments moments) {
        super(source);
        this.bug = bug;
        this.moments = moments;
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        isRestored = context.restoredState().isRestored();
        for (SplitState state : SourceOperator.restoredSplits(context.restoredState())) {
            restored.put(((SourceSplit) state.split()).splitId(), state.ordinal());
        }
        super.open(seen(context), output);
    }

    private OperatorContext seen(OperatorContext context) {
        return switch (bug) {
            case OTHER_SPLITS_AFTER_RESTORE ->
                new ForwardingContext(context) {
                    @Override
                    public int subtaskIndex() {
                        return super.subtaskIndex() / 2 * 2;
                    }
                };
            case UNTOLD_SPLITS_ARE_DROPPED -> new PlantedRestore(context, PlantedSource::withoutFirst);
            default -> context;
        };
    }

    private static List<StoredTable> withoutFirst(List<StoredTable> parts) {
        return parts.isEmpty() ? parts : parts.subList(1, parts.size());
    }

    @Override
    public void assign(List<? extends SourceSplit> splits, boolean noMore) throws Exception {
        super.assign(splits, noMore && !(isRestored && bug == Bug.NEVER_ENDS_AFTER_RESTORE));
    }

    @Override
    public void endEarly() {
        moments.drains();
        super.endEarly();
    }

    @Override
    public void alignTo(long limit) {
        super.alignTo(bug == Bug.LIMIT_OVERFLOWS && limit == Long.MAX_VALUE ? Long.MIN_VALUE : limit);
    }

    @Override
    public @Nullable SourceProgress takeProgress() {
        SourceProgress taken = super.takeProgress();
        if (bug != Bug.HOLDS_GROUP_WHILE_IDLE || taken == null) {
            return taken;
        }
        progress = taken.live() ? taken.watermark() : progress;
        return new SourceProgress(true, progress);
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        snapshots++;
        OperatorSnapshot snapshot = super.snapshot(endOfInput);
        return switch (bug) {
            case ENDED_IS_NOT_SAVED -> endOfInput ? OperatorSnapshot.EMPTY : snapshot;
            case RESTORED_SPLIT_IS_AHEAD -> changed(snapshot, PlantedSource::putAhead);
            case STOPPED_IS_WRITTEN_AS_ENDED ->
                moments.isStopping() ? changed(snapshot, PlantedSource::markEnded) : snapshot;
            case FIRST_SNAPSHOT_LACKS_RESTORED -> snapshots == 1 ? changed(snapshot, this::isNew) : snapshot;
            case SILENT_SPLIT_BEGINS_AFRESH -> changed(snapshot, this::beginAfresh);
            default -> snapshot;
        };
    }

    private static OperatorSnapshot changed(OperatorSnapshot snapshot, SplitChange change) {
        return new PlantedTable.Snapshot(
                snapshot,
                (row, number) -> !(row.get("value") instanceof GenericRecord state && state.hasField("ordinal"))
                        || change.apply(state, number));
    }

    /** What becomes of a {@link SplitState} as it is written; returns whether it is. */
    private interface SplitChange {
        boolean apply(GenericRecord state, int number);
    }

    private static boolean putAhead(GenericRecord state, int number) {
        if (number == 0) {
            state.put("watermark", AHEAD_OF_ALL);
        }
        return true;
    }

    private static boolean markEnded(GenericRecord state, int number) {
        state.put("finished", true);
        return true;
    }

    private boolean isNew(GenericRecord state, int number) {
        return restoredOrdinal(state) == null;
    }

    private boolean beginAfresh(GenericRecord state, int number) {
        GenericRecord split = (GenericRecord) state.get("split");
        if (state.get("ordinal").equals(restoredOrdinal(state)) && split.hasField("position")) {
            split.put("position", 0);
        }
        return true;
    }

    /** Returns how many records of a split had been read at the restore, or null for a new one. */
    private @Nullable Long restoredOrdinal(GenericRecord state) {
        GenericRecord split = (GenericRecord) state.get("split");
        return split.hasField("splitId") ? restored.get(split.get("splitId").toString()) : null;
    }
}
