/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Functions of texts. Positions and lengths count code points, and positions start with 1. Padding and OVERLAY count {@code char}s, as they do in Flink: there a
 * character outside of the basic plane is two.
 */
public final class Strings {

    private static final int BYTE = 0xFF;
    private static final int ASCII = 0x7F;

    private Strings() {}

    /** Compares in the order of the UTF-8 bytes, which is that of code points and differs from that of {@code char}s. */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int index = 0; index < length; index++) {
            char one = left.charAt(index);
            char other = right.charAt(index);
            if (one != other) {
                boolean oneIsAbove = Character.isSurrogate(one);
                boolean otherIsAbove = Character.isSurrogate(other);
                return oneIsAbove == otherIsAbove ? one - other : oneIsAbove ? 1 : -1;
            }
        }
        return left.length() - right.length();
    }

    /** The operator ||. */
    public static String concat(String left, String right) {
        return left.concat(right);
    }

    /** CONCAT. */
    public static String concat(@Nullable Object[] parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part);
        }
        return text.toString();
    }

    /** CONCAT_WS, which leaves nulls out. */
    public static String concatWithSeparator(String separator, @Nullable Object[] parts) {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (Object part : parts) {
            if (part != null) {
                text.append(first ? "" : separator).append(part);
                first = false;
            }
        }
        return text.toString();
    }

    /** CHAR_LENGTH: the number of code points. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** UPPER. */
    public static String upper(String text) {
        return hasOther(text, 'a', 'z') ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** LOWER. */
    public static String lower(String text) {
        return hasOther(text, 'A', 'Z') ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** Returns whether a text has a letter of a range, or any character beyond ASCII. */
    private static boolean hasOther(String text, char first, char last) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if ((character >= first && character <= last) || character > ASCII) {
                return true;
            }
        }
        return false;
    }

    /** INITCAP: the first letter or digit of each word in upper case, all others in lower case. */
    public static String initCap(String text) {
        StringBuilder changed = new StringBuilder(text.length());
        boolean inWord = false;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            changed.append(inWord ? Character.toLowerCase(character) : Character.toUpperCase(character));
            inWord = Character.isLetterOrDigit(character);
        }
        return changed.toString();
    }

    /** POSITION; 0 where it does not occur. */
    public static int position(String sought, String text) {
        return ordinal(text, text.indexOf(sought));
    }

    /** POSITION or LOCATE from a position on, which is the first where it is less. Nothing is at 1, wherever one looks from. Both as in Flink. */
    public static int position(String sought, String text, int from) {
        return sought.isEmpty() ? 1 : ordinal(text, text.indexOf(sought, index(text, Math.max(from, 1) - 1)));
    }

    /** Returns the position of an index of {@code char}s; 0 of none. */
    private static int ordinal(String text, int index) {
        return index < 0 ? 0 : text.codePointCount(0, index) + 1;
    }

    /** Returns the index of the {@code char} that comes after so many code points, or the length if there are fewer. */
    private static int index(String text, int codePoints) {
        int length = text.length();
        if (codePoints >= length) {
            return length;
        }
        return codePoints >= text.codePointCount(0, length) ? length : text.offsetByCodePoints(0, codePoints);
    }

    /** INSTR. */
    public static int instr(String text, String sought) {
        return position(sought, text);
    }

    /** INSTR from a position on, counted from the end where negative. */
    public static int instr(String text, String sought, int from) {
        return instr(text, sought, from, 1);
    }

    /** INSTR of the nth occurrence. */
    public static int instr(String text, String sought, int from, int nth) {
        if (nth <= 0) {
            throw new IllegalArgumentException(
                    "INSTR finds the first occurrence or a later one, and not number " + nth);
        }
        if (from == 0) {
            return 0;
        }
        int found = from > 0 ? from - 2 : text.length() + from + 1 - sought.length() + 1;
        for (int occurrence = 0; occurrence < nth; occurrence++) {
            found = from > 0 ? text.indexOf(sought, found + 1) : found < 1 ? -1 : text.lastIndexOf(sought, found - 1);
            if (found < 0) {
                return 0;
            }
        }
        return found + 1;
    }

    /** REPEAT. */
    public static String repeat(String text, int times) {
        return text.repeat(Math.max(0, times));
    }

    /** REPLACE. */
    public static String replace(String text, String sought, String replacement) {
        return text.replace(sought, replacement);
    }

    /** CHAR_LENGTH of a REPLACE. */
    public static int lengthReplaced(String text, String sought, String replacement) {
        int length = length(text);
        if (sought.isEmpty() || length < text.length()) {
            return length(replace(text, sought, replacement)); // halves of characters may be sought
        }
        int times = 0;
        for (int at = indexOf(text, sought, 0); at >= 0; at = indexOf(text, sought, at + sought.length())) {
            times++;
        }
        return length + times * (length(replacement) - length(sought));
    }

    /** A single character is found faster as such. */
    private static int indexOf(String text, String sought, int from) {
        return sought.length() == 1 ? text.indexOf(sought.charAt(0), from) : text.indexOf(sought, from);
    }

    /** OVERLAY of as many characters as the replacement has. */
    public static String overlay(String text, String replacement, int start) {
        return overlay(text, replacement, start, replacement.length());
    }

    /** OVERLAY. */
    public static String overlay(String text, String replacement, int start, int length) {
        if (start <= 0 || start > text.length()) {
            return text;
        }
        int rest = start - 1 + length;
        return text.substring(0, start - 1)
                + replacement
                + (length > 0 && rest < text.length() ? text.substring(rest) : "");
    }

    /** SUBSTRING from a position to the end. */
    public static @Nullable String substring(String text, int start) {
        return substring(text, start, Integer.MAX_VALUE);
    }

    /** SUBSTRING; a negative start counts from the end, and 0 is as 1. Null for a negative length. */
    public static @Nullable String substring(String text, int start, int length) {
        if (length < 0) {
            return null;
        }
        int size = length(text);
        int from = start > 0 ? start - 1 : start == 0 ? 0 : size + start;
        if (from < 0 || from >= size) {
            return "";
        }
        return text.substring(index(text, from), length > size - from ? text.length() : index(text, from + length));
    }

    /** LEFT. */
    public static String left(String text, int length) {
        return text.substring(0, index(text, Math.max(0, length)));
    }

    /** RIGHT. */
    public static String right(String text, int length) {
        return text.substring(index(text, Math.max(0, length(text) - Math.max(0, length))));
    }

    /** TRIM of the characters of a set at both ends. */
    public static String trim(String text, String characters) {
        return rightTrim(leftTrim(text, characters), characters);
    }

    /** TRIM or BTRIM of blanks. */
    public static String trim(String text) {
        return trim(text, " ");
    }

    /** LTRIM. */
    public static String leftTrim(String text) {
        return leftTrim(text, " ");
    }

    /** RTRIM. */
    public static String rightTrim(String text) {
        return rightTrim(text, " ");
    }

    /** LTRIM of the characters of a set. */
    public static String leftTrim(String text, String characters) {
        int start = 0;
        while (start < text.length() && characters.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start);
    }

    /** RTRIM of the characters of a set. */
    public static String rightTrim(String text, String characters) {
        int end = text.length();
        while (end > 0 && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    /** LPAD; null for a negative length or an empty pad. */
    public static @Nullable String leftPad(String text, int length, String pad) {
        if (length < 0 || pad.isEmpty()) {
            return null;
        }
        return length <= text.length() ? text.substring(0, length) : padding(length - text.length(), pad) + text;
    }

    /** RPAD; null for a negative length or an empty pad. */
    public static @Nullable String rightPad(String text, int length, String pad) {
        if (length < 0 || pad.isEmpty()) {
            return null;
        }
        return length <= text.length() ? text.substring(0, length) : text + padding(length - text.length(), pad);
    }

    private static String padding(int length, String pad) {
        return pad.repeat(length / pad.length() + 1).substring(0, length);
    }

    /** ASCII: the first byte of the text in UTF-8, as a signed byte; 0 for an empty text. */
    public static int ascii(String text) {
        return text.isEmpty() ? 0 : Hashes.utf8(text.substring(0, text.offsetByCodePoints(0, 1)))[0];
    }

    /** CHR: the character of the lowest byte of a number; empty for negative numbers. */
    public static String chr(long code) {
        return code < 0 ? "" : String.valueOf((char) (code & BYTE));
    }

    /** REVERSE. */
    public static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** SPLIT_INDEX by a text: the part of an index from 0; null where there is none. */
    public static @Nullable String splitIndex(String text, String separator, int index) {
        if (index < 0 || text.isEmpty()) {
            return null;
        }
        int width = separator.length();
        int start = 0;
        for (int part = 0; ; part++) {
            int end = width == 0 ? -1 : text.indexOf(separator, start);
            if (part == index) {
                return text.substring(start, end < 0 ? text.length() : end);
            } else if (end < 0) {
                return null;
            }
            start = end + width;
        }
    }

    /** SPLIT_INDEX by the character of a code from 1 to 255. */
    public static @Nullable String splitIndex(String text, int separator, int index) {
        return separator < 1 || separator > BYTE ? null : splitIndex(text, Character.toString((char) separator), index);
    }

    /** SPLIT: the parts between separators; the characters, for an empty separator. */
    public static List<@Nullable Object> parts(String text, String separator) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(character -> parts.add(Character.toString(character)));
        } else {
            parts.addAll(split(text, separator));
        }
        return Collections.unmodifiableList(parts);
    }

    /** ELT: the text, or bytes, of a position from 1; null where there is none. */
    public static @Nullable Object elementAt(int position, @Nullable Object... elements) {
        return position < 1 || position > elements.length ? null : elements[position - 1];
    }

    /** PRINTF; null where the format does not suit the arguments. */
    public static @Nullable String printf(String format, @Nullable Object... arguments) {
        try {
            return String.format(Locale.US, format, arguments);
        } catch (IllegalFormatException notFormat) {
            return null;
        }
    }

    /** TRANSLATE: other characters in the place of some; those without a counterpart go. Null texts of characters are as empty ones. */
    public static String translate(String text, @Nullable String from, @Nullable String to) {
        if (from == null || from.isEmpty()) {
            return text;
        }
        int[] sought = from.codePoints().toArray();
        int[] replacements = to == null ? new int[0] : to.codePoints().toArray();
        StringBuilder translated = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            int index = 0;
            while (index < sought.length && sought[index] != character) {
                index++;
            }
            if (index == sought.length) {
                translated.appendCodePoint(character);
            } else if (index < replacements.length) {
                translated.appendCodePoint(replacements[index]);
            }
        });
        return translated.toString();
    }

    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        if (text.isEmpty()) {
            return parts;
        }
        int start = 0;
        int width = separator.length();
        int end = width == 0 ? -1 : text.indexOf(separator);
        while (end >= 0) {
            parts.add(text.substring(start, end));
            start = end + width;
            end = text.indexOf(separator, start);
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** STARTSWITH. */
    public static boolean startsWith(String text, String start) {
        return text.startsWith(start);
    }

    /** ENDSWITH. */
    public static boolean endsWith(String text, String end) {
        return text.endsWith(end);
    }

    /** IS_DECIMAL: whether the text is a number, floating ones included. */
    public static boolean isDecimal(String text) {
        try {
            Double.parseDouble(text);
            return !text.isEmpty();
        } catch (NumberFormatException notNumber) {
            return false;
        }
    }

    /** IS_DIGIT: whether the text has digits only. */
    public static boolean isDigit(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }

    /** IS_ALPHA: whether the text has letters only. */
    public static boolean isAlpha(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isLetter);
    }
}
