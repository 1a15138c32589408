/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import io.millrace.data.RowKind;
import io.millrace.differential.sql.Change;
import io.millrace.differential.sql.InputMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws the changes of a table: each of them possible where it stands. */
final class Rows {
    /** How far behind the latest time before it a row may be: what the watermark allows for. */
    static final Duration DISORDER = Duration.ofSeconds(5);

    private static final int ABOUT = 12;
    private static final int MOST = 40;
    private static final int KEYS = 9;

    private final Choices choices;
    private final List<Column> columns;
    private final InputMode mode;
    private final boolean hasKey;
    private final int timeColumn;
    private final boolean ordered;
    private final List<Change> changes = new ArrayList<>();
    private final List<Live> live = new ArrayList<>();
    private final Set<LocalDateTime> times = new HashSet<>();
    private LocalDateTime latest;
    private int entities;

    /** A row that is there. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Live(@Nullable Object[] values, int entity) {}

    /**
     * @param timeColumn the one with the watermark, or -1; its times are all different
     * @param ordered whether times never go back
     */
    Rows(Choices choices, List<Column> columns, InputMode mode, boolean hasKey, int timeColumn, boolean ordered) {
        this.choices = choices;
        this.columns = columns;
        this.mode = mode;
        this.hasKey = hasKey;
        this.timeColumn = timeColumn;
        this.ordered = ordered;
        this.latest = SqlType.BASE;
    }

    List<Change> draw() {
        boolean more = true;
        while (more && changes.size() < MOST) {
            more = choices.span(this::change);
        }
        return changes;
    }

    /** Draws one change, and returns whether there is another one. */
    private boolean change() {
        if (choices.below(ABOUT) == 0) {
            return false;
        }
        int what = mode == InputMode.INSERT ? 0 : choices.below(5);
        if (what <= 2 || live.isEmpty()) {
            insert();
        } else if (what == 3) {
            update(live.remove(choices.below(live.size())));
        } else {
            delete(live.remove(choices.below(live.size())));
        }
        return true;
    }

    private void insert() {
        @Nullable Object[] values = values(null);
        int same = hasKey ? liveWithKey(values[0]) : -1;
        if (same >= 0) {
            if (mode == InputMode.INSERT) {
                return; // there is one of this key
            }
            replace(live.remove(same), values);
        } else {
            add(
                    RowKind.INSERT,
                    new Live(values, hasKey ? String.valueOf(values[0]).hashCode() : entities++));
        }
    }

    private int liveWithKey(@Nullable Object key) {
        for (int i = 0; i < live.size(); i++) {
            if (String.valueOf(live.get(i).values()[0]).equals(String.valueOf(key))) {
                return i;
            }
        }
        return -1;
    }

    private void update(Live before) {
        @Nullable Object[] values = values(before.values());
        if (hasKey) {
            values[0] = before.values()[0];
        }
        replace(before, values);
    }

    private void replace(Live before, @Nullable Object[] values) {
        if (mode != InputMode.UPSERT) {
            changes.add(new Change(RowKind.UPDATE_BEFORE, before.values(), before.entity()));
        }
        add(RowKind.UPDATE_AFTER, new Live(values, before.entity()));
    }

    private void delete(Live before) {
        @Nullable Object[] values = before.values().clone();
        if (timeColumn >= 0) {
            values[timeColumn] = time();
        }
        if (mode == InputMode.UPSERT && changes.size() % 2 == 0) {
            forgetAllButTheKey(values);
        }
        changes.add(new Change(RowKind.DELETE, values, before.entity()));
    }

    /** Of upserts a deletion may say no more than what is gone. */
    private void forgetAllButTheKey(@Nullable Object[] values) {
        for (int i = 1; i < values.length; i++) {
            if (i != timeColumn && columns.get(i).nullable()) {
                values[i] = null;
            }
        }
    }

    private void add(RowKind kind, Live row) {
        changes.add(new Change(kind, row.values(), row.entity()));
        live.add(row);
    }

    /** Draws the values of a row; most are as before where there was one. */
    private @Nullable Object[] values(@Nullable Object @Nullable [] before) {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            if (i == timeColumn) {
                values[i] = time();
            } else if (before != null && choices.below(2) == 0) {
                values[i] = before[i];
            } else {
                values[i] = value(i);
            }
        }
        return values;
    }

    private @Nullable Object value(int index) {
        Column column = columns.get(index);
        if (index == 0 && hasKey && column.type() == SqlType.INT) {
            return choices.below(KEYS);
        }
        return column.value(choices, column.tame());
    }

    /** No two times are the same: which of two rows comes first would be chance. */
    private LocalDateTime time() {
        latest = latest.plusNanos((ordered ? 1 : choices.below(6)) * 1_000_000_000L);
        LocalDateTime time = ordered ? latest : latest.minusSeconds(choices.below((int) DISORDER.toSeconds()));
        while (!times.add(time)) {
            time = time.plusNanos(1_000_000L);
        }
        if (time.isAfter(latest)) {
            latest = time;
        }
        return time;
    }
}
