/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.operator.SourceProgress;
import io.millrace.time.WatermarkAlignmentParams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sources of a watermark group in step: it learns how far each source task is, and tells all how far they may
 * read, which is the lowest watermark of the group and the drift that each allows itself.
 *
 * <p>A member that has told nothing yet may be anywhere, and holds the others as one without a watermark does. One that
 * is idle, or has ended, holds nobody. Where nobody is live there is no limit: else an idle split that is ahead of an old
 * limit would never be asked again, and never wake up. A watermark that a member told is never ahead of the one it has,
 * so the slowest is never the one that waits, once it has told where it is.
 */
public final class WatermarkAlignment {
    /** Takes what a member is told. */
    public interface Limits {
        void tell(TaskId task, long limit);
    }

    private static final SourceProgress UNKNOWN = new SourceProgress(true, Long.MIN_VALUE);

    private final Limits limits;
    private final Map<TaskId, Member> members = new LinkedHashMap<>();
    private final Map<String, List<Member>> groups = new LinkedHashMap<>();

    public WatermarkAlignment(Limits limits) {
        this.limits = limits;
    }

    private static final class Member {
        private final TaskId task;
        private final WatermarkAlignmentParams params;
        private SourceProgress progress = UNKNOWN;
        private long told;

        Member(TaskId task, WatermarkAlignmentParams params) {
            this.task = task;
            this.params = params;
            this.told = params.limit(Long.MIN_VALUE);
        }
    }

    /** Adds a source task before it runs, also one that is built anew; null for one that keeps step with nobody. */
    public void join(TaskId task, @Nullable WatermarkAlignmentParams params) {
        if (params != null) {
            Member member = new Member(task, params);
            List<Member> group = groups.computeIfAbsent(params.watermarkGroup(), name -> new ArrayList<>());
            group.remove(members.put(task, member));
            group.add(member);
        }
    }

    /** Takes how far a member is, and tells those whose limit that changes. */
    public void onProgress(TaskId task, SourceProgress progress) {
        Member source = members.get(task);
        if (source == null) {
            throw new IllegalArgumentException("Task " + task + " is in no watermark group");
        }
        source.progress = progress;
        List<Member> group = groups.getOrDefault(source.params.watermarkGroup(), List.of());
        boolean anyLive = false;
        long lowest = Long.MAX_VALUE;
        for (Member member : group) {
            if (member.progress.live()) {
                anyLive = true;
                lowest = Math.min(lowest, member.progress.watermark());
            }
        }
        for (Member member : group) {
            long limit = anyLive ? member.params.limit(lowest) : Long.MAX_VALUE;
            if (limit != member.told) {
                member.told = limit;
                limits.tell(member.task, limit);
            }
        }
    }
}
