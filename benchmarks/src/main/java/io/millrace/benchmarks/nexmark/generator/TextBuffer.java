/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Composes short ASCII strings from given parts and random letters; reused from string to string. */
final class TextBuffer {

    /** Letters that one random word of 64 bits can give. */
    static final int LETTERS_PER_WORD = 16;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EIGHT_NIBBLES = 0x0F0F_0F0F_0F0F_0F0FL;
    private static final long EIGHT_TIMES_A = 0x6161_6161_6161_6161L;

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

    /** Appends {@code count} letters from a to p, at most {@link #LETTERS_PER_WORD}, four bits of {@code word} each. */
    TextBuffer appendLetters(long word, int count) {
        EIGHT_BYTES.set(bytes, length, (word & EIGHT_NIBBLES) + EIGHT_TIMES_A);
        EIGHT_BYTES.set(bytes, length + Long.BYTES, (word >>> 4 & EIGHT_NIBBLES) + EIGHT_TIMES_A);
        length += count;
        return this;
    }

    /** The composed text as a fresh string; the buffer is empty afterwards. */
    String take() {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        length = 0;
        return text;
    }
}
