/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.jspecify.annotations.Nullable;

/**
 * A join of rows of the same windows.
 *
 * @param leftKeys what must be equal beside the windows, columns of the left input
 * @param rightKeys the columns of the right input that they must be equal to
 */
record WindowJoin(WindowColumns left, WindowColumns right, List<Integer> leftKeys, List<Integer> rightKeys) {
    /** Returns what a join is, or null if it is not one of windows. */
    static @Nullable WindowJoin of(Join join) {
        WindowColumns left = WindowColumns.of(join.getLeft());
        WindowColumns right = left == null ? null : WindowColumns.of(join.getRight());
        if (left == null || right == null || !left.eventTime() || !right.eventTime() || left.zoned() != right.zoned()) {
            return null;
        }
        JoinInfo info = join.analyzeCondition();
        boolean starts = false;
        boolean ends = false;
        List<Integer> leftKeys = new ArrayList<>();
        List<Integer> rightKeys = new ArrayList<>();
        for (int i = 0; i < info.leftKeys.size(); i++) {
            int leftKey = info.leftKeys.get(i);
            int rightKey = info.rightKeys.get(i);
            if (left.starts().get(leftKey) && right.starts().get(rightKey)) {
                starts = true;
            } else if (left.ends().get(leftKey) && right.ends().get(rightKey)) {
                ends = true;
            } else {
                leftKeys.add(leftKey);
                rightKeys.add(rightKey);
            }
        }
        return starts && ends ? new WindowJoin(left, right, leftKeys, rightKeys) : null;
    }
}
