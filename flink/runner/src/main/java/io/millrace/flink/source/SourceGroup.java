/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sources of one run of a job. They finish together: of operators that have finished Flink keeps no state in a savepoint,
 * and without that of a source nobody could go on elsewhere. The enumerators of a job share the job's master, and with it this
 * class. Each has a thread of its own.
 */
final class SourceGroup {
    private static final Map<String, SourceGroup> GROUPS = new HashMap<>(); // by run; guards all that is in the groups

    private final int size;
    private final Map<Integer, Member> members = new HashMap<>(); // by the number of the source
    private boolean released;

    private SourceGroup(int size) {
        this.size = size;
    }

    /**
     * Has a source take part, in the place of an earlier enumerator of it.
     *
     * @param run the same for the sources of a run, and in no two runs
     * @param size how many sources the run has
     * @param released whether it is known that they may finish: told by the checkpoint that the run goes on from. A source that
     *     had finished there does not end once more
     * @param whenReleased called when all have ended, and after that whenever this one has ended again; by any thread
     */
    static Member join(String run, int size, int number, boolean released, Runnable whenReleased) {
        synchronized (GROUPS) {
            SourceGroup group = GROUPS.computeIfAbsent(run, unused -> new SourceGroup(size));
            Member member = new Member(group, run, number, whenReleased);
            group.members.put(number, member);
            if (released && !group.released) {
                group.release();
            }
            return member;
        }
    }

    private void release() {
        released = true;
        List.copyOf(members.values()).forEach(each -> each.whenReleased.run());
    }

    private boolean haveAllEnded() {
        return members.size() == size && members.values().stream().allMatch(each -> each.ended);
    }

    /** One enumerator's part in the group. */
    static final class Member implements AutoCloseable {
        private final SourceGroup group;
        private final String run;
        private final int number;
        private final Runnable whenReleased;
        private boolean ended;

        private Member(SourceGroup group, String run, int number, Runnable whenReleased) {
            this.group = group;
            this.run = run;
            this.number = number;
            this.whenReleased = whenReleased;
        }

        /** Says whether all subtasks of this source are at their end. */
        void setEnded(boolean newEnded) {
            synchronized (GROUPS) {
                ended = newEnded;
                if (group.released && ended) {
                    whenReleased.run();
                } else if (group.haveAllEnded()) {
                    group.release();
                }
            }
        }

        /**
         * Returns whether the sources may finish. That never changes back; a source that is set back and reads once more then
         * finishes by itself.
         */
        boolean isReleased() {
            synchronized (GROUPS) {
                return group.released;
            }
        }

        @Override
        public void close() {
            synchronized (GROUPS) {
                group.members.remove(number, this);
                if (group.members.isEmpty()) {
                    GROUPS.remove(run, group);
                }
            }
        }
    }
}
