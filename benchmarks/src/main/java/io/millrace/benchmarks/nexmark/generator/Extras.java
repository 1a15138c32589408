/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/**
 * Columns that NEXMark's tables have and the events of {@link NexmarkGenerator} do not carry: filler text, and a number of a
 * credit card. Each follows from other fields, so that whoever has an event can tell.
 */
public final class Extras {

    private static final int COUNT = 1024;
    private static final int STRIDE = 64;
    private static final int SHORTEST = 24;
    private static final String LETTERS = letters();
    private static final int CARD_GROUPS = 4;

    private Extras() {}

    /** The filler of a bid, 24 to 55 letters from a to p; a fresh string. */
    public static String ofBid(long price, long dateTime) {
        return cut(RandomWords.after(price ^ dateTime << 24));
    }

    public static String of(Bid bid) {
        return ofBid(bid.price(), bid.dateTime());
    }

    /** The filler of an auction or a person, by its id. */
    public static String ofId(long id) {
        return cut(RandomWords.after(id));
    }

    /** Four groups of four digits. */
    public static String creditCard(long personId) {
        long word = RandomWords.after(~personId);
        StringBuilder card = new StringBuilder();
        for (int group = 0; group < CARD_GROUPS; group++) {
            card.append(group == 0 ? "" : " ").append(1000 + RandomWords.below(9000, word, 16 * group));
        }
        return card.toString();
    }

    private static String cut(long bits) {
        int start = (int) (bits & COUNT - 1) * STRIDE;
        int length = SHORTEST + (int) (bits >>> 10 & 31);
        return LETTERS.substring(start, start + length);
    }

    private static String letters() {
        TextBuffer text = new TextBuffer();
        StringBuilder letters = new StringBuilder();
        for (int word = 0; letters.length() < COUNT * STRIDE; word++) {
            letters.append(text.appendLetters(RandomWords.first(1, word), TextBuffer.LETTERS_PER_WORD)
                    .take());
        }
        return letters.toString();
    }
}
