/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import java.util.List;
import java.util.Locale;
import org.jline.reader.CompletingParsedLine;

/**
 * The word at the cursor, and what stands before it.
 *
 * @param line all that was typed
 * @param start where the word begins: a name with its dots, or a string from its quote on
 */
record TypedWord(String line, int cursor, int start) implements CompletingParsedLine {

    static TypedWord at(String line, int cursor) {
        int start = cursor;
        while (start > 0 && isPartOfName(line.charAt(start - 1))) {
            start--;
        }
        boolean quoted = start > 0 && line.charAt(start - 1) == '\'';
        return new TypedWord(line, cursor, quoted ? start - 1 : start);
    }

    /** A hyphen is part of the keys of options alone, which are the only ones in quotes here. */
    private static boolean isPartOfName(char character) {
        return Character.isJavaIdentifierPart(character) || character == '.' || character == '`' || character == '-';
    }

    @Override
    public String word() {
        return line.substring(start, cursor);
    }

    /** Returns the word before this one in upper case, or nothing at the beginning of a statement. */
    String previous() {
        return lastWord(line.substring(0, start).stripTrailing());
    }

    private static String lastWord(String text) {
        int begin = text.length();
        while (begin > 0 && Character.isJavaIdentifierPart(text.charAt(begin - 1))) {
            begin--;
        }
        return text.substring(begin).toUpperCase(Locale.ROOT);
    }

    /** Whether a statement begins with this word. */
    boolean isFirst() {
        String before = line.substring(0, start).stripTrailing();
        return before.isEmpty() || before.endsWith(";");
    }

    @Override
    public int wordCursor() {
        return cursor - start;
    }

    @Override
    public int wordIndex() {
        return 0;
    }

    @Override
    public List<String> words() {
        return List.of(word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    @Override
    public int rawWordCursor() {
        return wordCursor();
    }

    @Override
    public int rawWordLength() {
        return word().length();
    }
}
