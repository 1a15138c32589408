/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Jobs;
import io.millrace.examples.words.WordCount.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordCountTest {
    @Test
    void countsEachWordToTheEndWhateverItsCase() throws Exception {
        List<String> lines = List.of("The sun, the sea:", "'Twas -- the sun's!", "");

        assertThat(Jobs.run(lines, 2, WordCount::counts))
                .containsExactlyInAnyOrder(
                        new Word("the", 3),
                        new Word("sun", 1),
                        new Word("sea", 1),
                        new Word("twas", 1),
                        new Word("sun's", 1));
    }

    @Test
    void theMostFrequentComeFirstAndThenTheAlphabetDecides() throws Exception {
        List<Word> words = List.of(new Word("b", 1), new Word("c", 2), new Word("a", 1));

        assertThat(Jobs.run(words, 1, WordCount::mostFrequent))
                .containsExactly(List.of(new Word("c", 2), new Word("a", 1), new Word("b", 1)));
    }
}
