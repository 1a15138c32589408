/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import java.nio.charset.StandardCharsets;

/** Composes short ASCII strings from given parts and random letters; reused from string to string. */
final class TextBuffer {

    /** Letters that one random word of 64 bits can give. */
    static final int LETTERS_PER_WORD = 12;

    private static final int BITS_PER_LETTER = 5;
    private static final byte[] ALPHABET = ascii("abcdefghijklmnopqrstuvwxyz_aeiou");

    private final byte[] bytes = new byte[128];
    private int length;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    TextBuffer append(byte[] ascii) {
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        return this;
    }

    /** Appends {@code count} letters, at most {@link #LETTERS_PER_WORD}, five bits of {@code word} each. */
    TextBuffer appendLetters(long word, int count) {
        long rest = word;
        for (int end = length + count; length < end; length++) {
            bytes[length] = ALPHABET[(int) rest & 31];
            rest >>>= BITS_PER_LETTER;
        }
        return this;
    }

    /** The composed text as a fresh string; the buffer is empty afterwards. */
    String take() {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        length = 0;
        return text;
    }
}
