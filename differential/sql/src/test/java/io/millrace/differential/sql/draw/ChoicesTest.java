/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    @Test
    void whatWasDrawnIsDrawnAgain() {
        Choices random = Choices.random(7);
        List<Integer> first = List.of(random.below(1000), random.below(2), random.below(77));

        Choices again = Choices.replay(random.made());

        assertThat(List.of(again.below(1000), again.below(2), again.below(77))).isEqualTo(first);
    }

    @Test
    void behindWhatWasDrawnAllAnswersAreTheSimplest() {
        Choices choices = Choices.replay(new int[] {5});

        assertThat(choices.below(10)).isEqualTo(5);
        assertThat(choices.below(10)).isZero();
        assertThat(choices.made()).containsExactly(5, 0);
    }

    @Test
    void anAnswerFitsItsQuestionEvenIfItWasGivenToAnother() {
        assertThat(Choices.replay(new int[] {99}).below(10)).isBetween(0, 9);
    }

    @Test
    void spansAreLeftOutAsAWholeAndSingleChoicesMadeSmaller() {
        Choices choices = Choices.replay(new int[] {3, 4, 2});
        choices.below(10);
        choices.span(() -> choices.below(10) + choices.below(10));

        assertThat(choices.simpler())
                .contains(new int[] {3}, new int[] {3, 0, 0}, new int[] {2, 4, 2}, new int[] {3, 4, 1});
    }
}
