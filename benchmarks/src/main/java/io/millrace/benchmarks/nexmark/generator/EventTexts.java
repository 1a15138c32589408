/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import static io.millrace.benchmarks.nexmark.generator.TextBuffer.LETTERS_PER_WORD;

/** The composed strings of events, each of them fresh. Used by one thread. */
final class EventTexts {

    private final TextBuffer text = new TextBuffer();

    String itemName(long word) {
        return text.appendLetters(word, LETTERS_PER_WORD).take();
    }

    String description(long firstWord) {
        long secondWord = RandomWords.after(firstWord);
        int letterCount = LETTERS_PER_WORD - (int) (secondWord >>> 61);
        return text.appendLetters(firstWord, LETTERS_PER_WORD)
                .append(Names.SPACE)
                .appendLetters(secondWord, letterCount)
                .take();
    }

    String personName(long word) {
        return text.append(Names.firstName(word))
                .append(Names.SPACE)
                .append(Names.lastName(word))
                .take();
    }

    String email(long word) {
        return text.appendLetters(RandomWords.after(word), 7)
                .append(Names.AT)
                .appendLetters(word, 5)
                .append(Names.DOT_COM)
                .take();
    }
}
