/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyGroups;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subtask owns the same key groups here and in Flink: state goes where records go. */
class KeyGroupsAgreeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 128, 129, 1000})
    void ownersAreTheSameAtEveryParallelism(int maxParallelism) {
        for (int parallelism = 1; parallelism <= maxParallelism; parallelism++) {
            for (int subtask = 0; subtask < parallelism; subtask++) {
                KeyGroupRange ours = KeyGroups.rangeOf(subtask, maxParallelism, parallelism);
                org.apache.flink.runtime.state.KeyGroupRange theirs =
                        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                                maxParallelism, parallelism, subtask);
                assertThat(ours.first()).isEqualTo(theirs.getStartKeyGroup());
                assertThat(ours.last()).isEqualTo(theirs.getEndKeyGroup());
            }
            for (int group = 0; group < maxParallelism; group++) {
                assertThat(KeyGroups.subtaskOf(group, maxParallelism, parallelism))
                        .isEqualTo(KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
                                maxParallelism, parallelism, group));
            }
        }
    }
}
