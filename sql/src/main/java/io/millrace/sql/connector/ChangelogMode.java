/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.data.RowKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which kinds of changes a stream of rows may hold. Immutable. */
public final class ChangelogMode {
    private static final ChangelogMode INSERT_ONLY = new ChangelogMode(EnumSet.of(RowKind.INSERT));
    private static final ChangelogMode UPSERT =
            new ChangelogMode(EnumSet.of(RowKind.INSERT, RowKind.UPDATE_AFTER, RowKind.DELETE));
    private static final ChangelogMode ALL = new ChangelogMode(EnumSet.allOf(RowKind.class));

    private final Set<RowKind> kinds;

    private ChangelogMode(EnumSet<RowKind> kinds) {
        this.kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** Returns the mode of rows that only ever come. */
    public static ChangelogMode insertOnly() {
        return INSERT_ONLY;
    }

    /** Returns the mode of rows that have a key, and of which an update tells nothing but what they have become. */
    public static ChangelogMode upsert() {
        return UPSERT;
    }

    /** Returns the mode in which an update tells what a row was and what it has become. */
    public static ChangelogMode all() {
        return ALL;
    }

    /** Returns the mode of some kinds of changes. */
    public static ChangelogMode of(Set<RowKind> kinds) {
        return new ChangelogMode(EnumSet.copyOf(kinds));
    }

    /** Returns the mode of the same changes without what rows were before updates. */
    public ChangelogMode withoutUpdateBefore() {
        EnumSet<RowKind> others = EnumSet.copyOf(kinds);
        others.remove(RowKind.UPDATE_BEFORE);
        return new ChangelogMode(others);
    }

    public Set<RowKind> getContainedKinds() {
        return kinds;
    }

    public boolean contains(RowKind kind) {
        return kinds.contains(kind);
    }

    /**
     * Returns whether whoever takes changes of this mode can take those of another. It may do without what a row was before an update, where it finds rows by a key; it may not
     * miss anything else.
     */
    public boolean takes(ChangelogMode made) {
        for (RowKind kind : made.kinds) {
            boolean finds = kind == RowKind.UPDATE_BEFORE && contains(RowKind.UPDATE_AFTER);
            if (!contains(kind) && !finds) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether nothing that has come is changed or taken back. */
    public boolean isInsertOnly() {
        return equals(INSERT_ONLY);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangelogMode mode && mode.kinds.equals(kinds);
    }

    @Override
    public int hashCode() {
        return kinds.hashCode();
    }

    /** As in Flink's plans: {@code I,UB,UA,D}. */
    @Override
    public String toString() {
        return kinds.stream()
                .map(kind -> switch (kind) {
                    case INSERT -> "I";
                    case UPDATE_BEFORE -> "UB";
                    case UPDATE_AFTER -> "UA";
                    case DELETE -> "D";
                })
                .collect(Collectors.joining(","));
    }
}
