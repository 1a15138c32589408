/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import static io.millrace.campaign.planted.Planting.channels;
import static io.millrace.campaign.planted.Planting.operators;
import static io.millrace.campaign.planted.Planting.positions;
import static io.millrace.campaign.planted.Planting.sinkOperators;
import static io.millrace.campaign.planted.Planting.sinks;
import static io.millrace.campaign.planted.Planting.sources;
import static io.millrace.campaign.planted.Planting.storage;
import static io.millrace.campaign.planted.Planting.time;
import static io.millrace.campaign.planted.Planting.windows;

import io.millrace.campaign.shape.Shapes;
import io.millrace.data.CheckpointBarrier;
import io.millrace.data.EndOfInput;
import io.millrace.data.IdleStatus;
import io.millrace.data.RecordBatch;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.WorldHooks;
import java.util.List;
import java.util.function.Supplier;

/**
 * Bugs that a stream processor might well have, most of them because another one had them, put between the job and its
 * world. They measure whether the simulation can see.
 */
public enum PlantedBug {
    // What moves between tasks

    CHANNEL_DROPS_BATCH(
            Elsewhere.NOWHERE,
            "A channel loses a batch now and then",
            () -> channels((element, channel, ready, random) -> {
                if (!(element instanceof RecordBatch && random.chance(0.02))) {
                    ready.add(element);
                }
            })),
    CHANNEL_REPEATS_BATCH(
            Elsewhere.NOWHERE,
            "A channel brings a batch twice now and then",
            () -> channels((element, channel, ready, random) -> {
                if (element instanceof RecordBatch batch && random.chance(0.02)) {
                    ready.add(batch.copy());
                }
                ready.add(element);
            })),
    BATCH_IS_OVERTAKEN(
            Elsewhere.NOWHERE,
            "A batch is overtaken by the batch or the watermark behind it",
            () -> channels((element, channel, ready, random) -> {
                if (element instanceof RecordBatch && random.chance(0.5)) {
                    StreamElement second = channel.following();
                    if (second instanceof RecordBatch || second instanceof Watermark) {
                        ready.add(second);
                        ready.add(element);
                        return;
                    }
                    ready.add(element);
                    if (second != null) {
                        ready.add(second);
                    }
                    return;
                }
                ready.add(element);
            }),
            "event-timers",
            "timer-sums"),
    BARRIER_OVERTAKES_BATCH(
            Elsewhere.entry(22, "FLINK-20645"),
            "A barrier overtakes the batch before it",
            () -> channels((element, channel, ready, random) -> {
                if (element instanceof RecordBatch) {
                    StreamElement second = channel.following();
                    if (second instanceof CheckpointBarrier) {
                        ready.add(second);
                        ready.add(element);
                        return;
                    }
                    ready.add(element);
                    if (second != null) {
                        ready.add(second);
                    }
                    return;
                }
                ready.add(element);
            })),
    END_OVERTAKES_BATCH(
            Elsewhere.entry(33, "FLINK-38614"),
            "The end of the input overtakes the last batch, which nobody reads then",
            () -> channels((element, channel, ready, random) -> {
                if (element instanceof RecordBatch) {
                    StreamElement second = channel.following();
                    StreamElement third = second instanceof Watermark ? channel.following() : null;
                    if (third instanceof EndOfInput) {
                        ready.add(third);
                        return;
                    }
                    ready.add(element);
                    if (second != null) {
                        ready.add(second);
                    }
                    if (third != null) {
                        ready.add(third);
                    }
                    return;
                }
                ready.add(element);
            })),
    ACTIVATION_IS_LOST(Elsewhere.NOWHERE, "A task that was to be woken up sleeps on", Planting::lostActivations),
    KEYS_GO_TO_WRONG_TASK_AFTER_RESCALE(
            Elsewhere.NOWHERE,
            "Keys are dealt out by another rule than their state",
            Planting::exchangesByModulo,
            "value-state",
            "end-timers"),

    // Watermarks, idleness, lateness

    WATERMARK_IS_HIGHEST_OF_CHANNELS(
            Elsewhere.NOWHERE,
            "A task takes the highest watermark of its channels for the lowest",
            Planting.HighestWatermark::new,
            "event-timers",
            "timer-sums"),
    RESTORED_SPLIT_COUNTS_WITH_ITS_FIRST_RECORD(
            Elsewhere.entry(1, "FLINK-32828"),
            "A restored split does not hold the watermark until it has a record",
            () -> sources(PlantedSource.Bug.RESTORED_SPLIT_IS_AHEAD),
            "tumbling-aggregate",
            "timer-sums"),
    IDLE_WRITER_STAYS_IDLE(
            Elsewhere.entry(2, "FLINK-40504, FLINK-22926"),
            "Who was idle once takes no part in the watermark any more",
            () -> channels((element, channel, ready, random) -> {
                if (!(element instanceof IdleStatus status && !status.idle())) {
                    ready.add(element);
                }
            }),
            "waking-up"),
    ALIGNMENT_WAITS_FOR_WHO_IS_IDLE(
            Elsewhere.entry(3, "FLINK-32414, FLINK-32496"),
            "A source that is idle, or has no splits, holds its watermark group",
            () -> sources(PlantedSource.Bug.HOLDS_GROUP_WHILE_IDLE),
            "aligned-unbounded-sources",
            "aligned-idle-sources",
            "aligned-sources"),
    ALIGNMENT_LIMIT_OVERFLOWS(
            Elsewhere.entry(3, "FLINK-31632"),
            "A watermark group without a limit has the lowest one",
            () -> sources(PlantedSource.Bug.LIMIT_OVERFLOWS),
            "aligned-unbounded-sources",
            "aligned-idle-sources",
            "aligned-sources"),
    LAST_WATERMARK_COMES_TOO_EARLY(
            Elsewhere.entry(4, "FLINK-39167"),
            "An operator misses the last watermark where it is the first thing that comes, as after a restore from the"
                    + " end of the input",
            () -> time(PlantedTime.Bug.MISSES_EARLY_END),
            "timer-sums",
            "end-timers"),
    WATERMARK_IS_FORGOTTEN(
            Elsewhere.entry(5, "FLINK-36663"),
            "The watermark of an operator is not restored",
            () -> operators(PlantedOperator.Bug.FORGETS_WATERMARK),
            "late-exact-sessions-0",
            "late-sliding-0"),
    LATE_ROW_COUNTS_NOWHERE_AFTER_RESTORE(
            Elsewhere.entry(6, "FLINK-24501, FLINK-21305"),
            "After a restore, a row that is late for one window counts in none",
            () -> time(PlantedTime.Bug.DROPS_ALL_THAT_IS_LATE_AFTER_RESTORE),
            "late-sliding-25",
            "late-sliding-0"),
    JOIN_KEEPS_LATE_ROWS(
            Elsewhere.entry(7, "FLINK-39719"),
            "An interval join keeps late rows, and joins them with what it has not forgotten yet",
            () -> time(PlantedTime.Bug.KEEPS_LATE_ELEMENTS),
            "interval-join-late"),
    JOIN_EMITS_EARLY_AND_AGAIN(
            Elsewhere.entry(8, "FLINK-40171"),
            "An interval join emits a pair when it finds it, and again when time goes on",
            () -> time(PlantedTime.Bug.EMITS_PAIRS_AGAIN),
            "interval-join",
            "interval-join-text-key"),

    // Sessions and triggers

    COVERING_SESSION_MERGES_WITH_ONE(
            Elsewhere.entry(9, "FLINK-4589"),
            "A session that covers several others is merged with one of them",
            () -> windows(PlantedWindows.Bug.COVERING_SESSION_MERGES_WITH_ONE),
            "general-sessions",
            "dynamic-sessions"),
    SNAPSHOT_FORGETS_MERGED_WINDOWS(
            Elsewhere.entry(10, "FLINK-4884"),
            "Which sessions there are is not in the snapshot",
            () -> operators(PlantedOperator.Bug.FORGETS_MERGED_WINDOWS),
            "general-sessions",
            "dynamic-sessions"),
    PURGE_FORGETS_SESSION(
            Elsewhere.entry(11, "FLINK-4994"),
            "A purge forgets the session, and a late row opens a second one",
            () -> windows(PlantedWindows.Bug.PURGE_FORGETS_SESSIONS),
            "late-exact-sessions-purging-40"),
    MERGE_LOSES_TIMERS(
            Elsewhere.entry(12, "FLINK-5717"),
            "A trigger loses its timers when windows merge",
            () -> windows(PlantedWindows.Bug.MERGE_LOSES_TIMERS),
            "processing-sessions",
            "general-sessions"),
    MERGE_LOSES_CONTENTS(
            Elsewhere.entry(13, "FLINK-26536"),
            "What a merged window holds is not found under the new one",
            () -> windows(PlantedWindows.Bug.MERGE_LOSES_CONTENTS),
            "dynamic-sessions",
            "late-sessions-general"),
    WINDOW_HAS_NO_CLEANUP_TIMER(
            Elsewhere.entry(14, "FLINK-33192"),
            "No timer cleans up behind a window",
            () -> windows(PlantedWindows.Bug.NO_CLEANUP_TIMER),
            "general-tumbling",
            "general-sliding"),
    LATE_ELEMENT_DOES_NOT_FIRE(
            Elsewhere.entry(15, "FLINK-26498"),
            "An element within the allowed lateness does not fire its window",
            () -> windows(PlantedWindows.Bug.LATE_ELEMENT_DOES_NOT_FIRE),
            "late-tumbling-general-25",
            "late-sliding-general-25"),

    // State and timers

    SNAPSHOT_FORGETS_A_KEY(
            Elsewhere.NOWHERE,
            "One key of each operator is not in the snapshot",
            () -> operators(PlantedOperator.Bug.FORGETS_ROW)),
    TIMERS_ARE_WRITTEN_UNDER_WRONG_KEY_GROUP(
            Elsewhere.entry(16, "FLINK-26063"),
            "The timers of a key are written under the key group beside its own",
            () -> operators(PlantedOperator.Bug.TIMERS_OF_WRONG_KEY_GROUP),
            "event-timers",
            "timer-sums"),
    SNAPSHOT_FORGETS_TIMERS(
            Elsewhere.entry(17, "FLINK-15406, FLINK-21486, FLINK-21344"),
            "Timers are not in the snapshot",
            () -> operators(PlantedOperator.Bug.FORGETS_TIMERS),
            "event-timers",
            "timer-sums"),
    STATE_IS_READ_AS_TIMERS(
            Elsewhere.entry(18, "FLINK-19741"),
            "What a function keeps comes back as timers, too",
            () -> operators(PlantedOperator.Bug.STATE_BECOMES_TIMERS),
            "end-timers"),
    NUMBER_OF_KEY_GROUPS_IS_MISREAD(
            Elsewhere.entry(19, "max-parallelism changes"),
            "State is read as if it had been written with another number of key groups",
            () -> operators(PlantedOperator.Bug.HALF_AS_MANY_KEY_GROUPS),
            "value-state",
            "list-state"),
    UNION_LIST_IS_WRITTEN_BY_ALL_WHO_GOT_IT(
            Elsewhere.entry(20, "flink-agents #824"),
            "Each subtask writes all elements of a union list that it was given",
            () -> operators(PlantedOperator.Bug.UNION_GHOSTS),
            "union-list-state"),
    ENDED_SUBTASK_IS_NOT_IN_THE_SNAPSHOT(
            Elsewhere.entry(20, "FLIP-147, FLINK-24098, FLINK-23475"),
            "A source subtask that has ended has no part in snapshots",
            () -> sources(PlantedSource.Bug.ENDED_IS_NOT_SAVED)),
    SPLITS_ARE_DEALT_OUT_DIFFERENTLY_AFTER_RESTORE(
            Elsewhere.entry(21, "FLINK-7143"),
            "Restored splits are dealt out by another rule: some are read twice and some never",
            () -> sources(PlantedSource.Bug.OTHER_SPLITS_AFTER_RESTORE)),

    // Checkpoints

    REQUESTS_KEEP_THEIR_SUBTASK_AT_RESCALE(
            Elsewhere.entry(23, "FLINK-31963, FLINK-35351, FLINK-38544"),
            "What was under way in a snapshot goes to the subtask of the same number, which a rescaled job may not have",
            () -> operators(PlantedOperator.Bug.REQUESTS_KEEP_THEIR_SUBTASK),
            "async-ordered-retry",
            "async-beside-an-end",
            "async-twice"),
    FILES_IN_USE_ARE_DELETED(
            Elsewhere.entry(24, "FLINK-26985, FLINK-25395, FLINK-7268, FLINK-26450"),
            "An old checkpoint is deleted with files that newer ones use",
            () -> storage(LyingStorage.Lie.DELETE)),
    CHECKPOINTS_ARE_DELETED_AT_RESTART(
            Elsewhere.entry(26, "FLINK-34518"),
            "A restart deletes the checkpoints, and the job begins from nothing",
            () -> storage(LyingStorage.Lie.EMPTY_AFTER_RESTART)),
    FAILED_COMMIT_COUNTS_AS_DONE(
            Elsewhere.entry(27, "FLINK-26923"),
            "A commit that fails behind a checkpoint or savepoint is not made up for",
            () -> sinks(PlantedSink.Bug.FAILED_COMMIT_COUNTS),
            "files",
            "files-buckets"),
    SYNC_DOES_NOTHING(
            Elsewhere.entry(28, "KAFKA-9891, KAFKA-10247"),
            "A checkpoint claims files that a loss of power takes",
            () -> storage(LyingStorage.Lie.SYNC)),
    SNAPSHOT_IS_TAKEN_LATE(
            Elsewhere.entry(28, "KAFKA-16017, KAFKA-7192"),
            "Writes behind the barrier are in the snapshot",
            () -> operators(PlantedOperator.Bug.LATE_SNAPSHOT)),
    RENAME_IS_NOT_DURABLE(
            Elsewhere.NOWHERE, "A rename copies, and is not durable", () -> storage(LyingStorage.Lie.RENAME)),
    CHANGED_KEY_IS_NOT_WRITTEN(
            Elsewhere.entry(29, "RisingWave #10907, #8199"),
            "An incremental checkpoint has the previous value of a key",
            () -> operators(PlantedOperator.Bug.FORGETS_CHANGED_ROW)),
    DELETED_KEY_IS_NOT_WRITTEN(
            Elsewhere.entry(29, "RisingWave #14910"),
            "An incremental checkpoint does not know that a key is gone",
            () -> operators(PlantedOperator.Bug.FORGETS_DELETION),
            "processing-sessions"),

    // The end of the input, and stops

    STOP_IS_TAKEN_FOR_THE_END(
            Elsewhere.entry(30, "FLINK-21132"),
            "A stop with a savepoint ends the input: windows fire that are not over",
            () -> time(PlantedTime.Bug.STOP_IS_THE_END),
            "timer-sums",
            "tumbling-aggregate"),
    DRAIN_DOES_NOT_FLUSH(
            Elsewhere.entry(31, "FLINK-21453"),
            "A stop that drains the job leaves windows that did not fire",
            () -> time(PlantedTime.Bug.DRAIN_IS_NO_END),
            "drained"),
    STOPPED_SPLIT_IS_WRITTEN_AS_ENDED(
            Elsewhere.entry(32, "FLINK-24161"),
            "A stop with a savepoint is taken for the last checkpoint of tasks that end: what they had not read yet is"
                    + " lost",
            () -> sources(PlantedSource.Bug.STOPPED_IS_WRITTEN_AS_ENDED)),
    LAST_OUTPUT_COMES_BEHIND_THE_END(
            Elsewhere.entry(33, "FLINK-38614"),
            "What is to be committed last comes when nobody waits for it any more",
            () -> sinks(PlantedSink.Bug.LAST_OUTPUT_COMES_BEHIND_THE_END)),
    RESTORED_SOURCE_NEVER_ENDS(
            Elsewhere.entry(34, "FLINK-31006"),
            "A restored bounded source waits for splits that never come",
            () -> sources(PlantedSource.Bug.NEVER_ENDS_AFTER_RESTORE)),

    // Two-phase commit

    COMMITS_BEFORE_CHECKPOINT(
            Elsewhere.NOWHERE,
            "Output is committed before the checkpoint is complete",
            () -> sinks(PlantedSink.Bug.COMMITS_EARLY)),
    EXPIRED_OUTPUT_IS_LOST(
            Elsewhere.entry(35, "FLINK-7784, FLINK-23839, FLINK-30068"),
            "A transaction that waited for too long is left out, with no more than a line in a log",
            () -> sinks(PlantedSink.Bug.EXPIRED_OUTPUT_IS_LOST)),
    FORGETS_TO_ABORT(
            Elsewhere.entry(36, "FLINK-23854, FLINK-24131, FLINK-10455"),
            "Output that no checkpoint holds stays pending",
            () -> sinks(PlantedSink.Bug.NO_ABORT)),
    NAMES_ARE_USED_AGAIN(
            Elsewhere.entry(37, "FLINK-40626, FLINK-40585"),
            "A restored sink begins with names that are in use",
            () -> sinkOperators(PlantedOperator.Bug.FORGETS_FILE_NUMBER),
            "files",
            "files-rolling"),
    ABORT_HITS_OTHER_SINKS(
            Elsewhere.entry(38, "FLINK-34554, FLINK-37818"),
            "A sink that aborts what it left behind aborts what another one did",
            () -> sinks(PlantedSink.Bug.ABORTS_OTHERS),
            "late-tumbling-0",
            "late-sliding-25"),
    ABORT_COMES_LATE(
            Elsewhere.entry(39, "KIP-890"),
            "An abort that was under way hits a transaction that began behind it",
            () -> sinks(PlantedSink.Bug.ABORTS_LATE)),
    FORGETS_TO_COMMIT_AFTER_RESTORE(
            Elsewhere.entry(40, "Arroyo #224, #1099"),
            "What a checkpoint holds is not committed where the process died in between",
            () -> sinks(PlantedSink.Bug.NO_COMMIT_AFTER_RESTORE)),
    SECOND_COMMIT_FAILS(
            Elsewhere.entry(41, "FLINK-8086"),
            "A second restore from one checkpoint cannot commit what the first one did",
            () -> sinks(PlantedSink.Bug.SECOND_COMMIT_FAILS)),
    COMMITS_ARE_COUNTED_AFRESH(
            Elsewhere.entry(42, "Iceberg #10892"),
            "Checkpoints are counted from one after a restore, and what seems to be committed is skipped",
            () -> sinks(PlantedSink.Bug.COUNTS_AFRESH)),

    // Sources

    SOURCE_POSITION_IS_BEHIND(Elsewhere.NOWHERE, "A position is one record behind", () -> positions(-1)),
    SOURCE_POSITION_IS_AHEAD(Elsewhere.NOWHERE, "A position is one record ahead", () -> positions(1)),
    RESTORED_ENUMERATOR_ASKS_FOR_LATEST(
            Elsewhere.entry(43, "FLINK-38453"),
            "Where a split begins is asked again after a restore",
            Planting::enumerators,
            "late-splits"),
    CHECKPOINT_AFTER_RESTORE_LACKS_SPLITS(
            Elsewhere.entry(44, "FLINK-40469"),
            "The first checkpoint after a restore lacks the splits that were restored",
            () -> sources(PlantedSource.Bug.FIRST_SNAPSHOT_LACKS_RESTORED)),
    INCOMPLETE_ANSWER_DROPS_SPLITS(
            Elsewhere.entry(45, "FLINK-6006, FLINK-7195"),
            "Restored splits are dropped where an answer does not name them",
            () -> sources(PlantedSource.Bug.UNTOLD_SPLITS_ARE_DROPPED)),
    SILENT_SPLIT_BEGINS_AFRESH(
            Elsewhere.entry(46, "Fluss #358"),
            "A split of which nothing was read since a restore begins at its beginning after the next",
            () -> sources(PlantedSource.Bug.SILENT_SPLIT_BEGINS_AFRESH)),

    // Files

    ONE_COMMITTABLE_IS_RECOVERED(
            Elsewhere.entry(47, "FLINK-29509, FLINK-29512, FLINK-29627"),
            "Of several pending files or transactions one is committed after a restore",
            () -> sinks(PlantedSink.Bug.RECOVERS_ONE)),
    OPEN_FILES_ARE_FORGOTTEN(
            Elsewhere.entry(48, "FLINK-18110, FLINK-19166"),
            "A restored sink does not hear of the open files of all buckets",
            () -> sinkOperators(PlantedOperator.Bug.FORGETS_OPEN_FILES),
            "files-buckets-rolling"),
    CLEANUP_OVERTAKES_COMMIT(
            Elsewhere.entry(49, "SeaTunnel #9826"),
            "After a restore, cleaning up comes before the commit of what is pending",
            () -> sinks(PlantedSink.Bug.CLEANS_UP_FIRST));

    /**
     * Where a bug of this kind was seen.
     *
     * @param entry its number in docs/reliability.md; 0 for none
     * @param ids what trackers know it by
     */
    public record Elsewhere(int entry, String ids) {
        static final Elsewhere NOWHERE = new Elsewhere(0, "");

        static Elsewhere entry(int entry, String ids) {
            return new Elsewhere(entry, ids);
        }
    }

    private final Elsewhere elsewhere;
    private final String description;
    private final Supplier<WorldHooks> hooks;
    private final List<String> likely;

    /** @param likely the shapes in which the bug shows first, where it does not in most */
    PlantedBug(Elsewhere elsewhere, String description, Supplier<WorldHooks> hooks, String... likely) {
        this.elsewhere = elsewhere;
        this.description = description;
        this.hooks = hooks;
        this.likely = List.of(likely);
    }

    public Elsewhere elsewhere() {
        return elsewhere;
    }

    /** Returns what goes wrong, in words. */
    public String description() {
        return description;
    }

    /** Returns the shapes in which the bug is to be looked for first: all where it may show in any. */
    public List<Scenario> likelyShapes() {
        return likely.isEmpty()
                ? Shapes.all()
                : likely.stream().map(Shapes::named).toList();
    }

    /** Returns what makes the hooks of one world. */
    public Supplier<WorldHooks> hooks() {
        return hooks;
    }
}
