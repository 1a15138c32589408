/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.io.Serializable;
import java.util.regex.Pattern;

/** The pattern of a LIKE or SIMILAR TO. */
public final class TextPattern implements Serializable {

    /** What stands between two wildcards, for the forms that need no regular expression. */
    private enum Form {
        EQUALS,
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS,
        REGEX
    }

    private final Form form;
    private final String text;
    private final Pattern regex;

    private TextPattern(Form form, String text, Pattern regex) {
        this.form = form;
        this.text = text;
        this.regex = regex;
    }

    /** Returns the pattern of a LIKE in which nothing escapes a wildcard. */
    public static TextPattern like(String pattern) {
        return like(pattern, "");
    }

    /**
     * Returns the pattern of a LIKE.
     *
     * @param escape one character, or empty
     * @throws IllegalArgumentException if the escape is longer, or stands before something that needs none
     */
    public static TextPattern like(String pattern, String escape) {
        Pattern regex = Pattern.compile(regexOfLike(pattern, escape));
        String inner = pattern.replaceAll("^%|%$", "");
        boolean plain =
                inner.indexOf('%') < 0 && inner.indexOf('_') < 0 && (escape.isEmpty() || pattern.indexOf(escape) < 0);
        return plain ? new TextPattern(form(pattern, inner), inner, regex) : new TextPattern(Form.REGEX, "", regex);
    }

    private static Form form(String pattern, String inner) {
        if (pattern.equals(inner)) {
            return Form.EQUALS;
        } else if (pattern.equals(inner + "%")) {
            return Form.STARTS_WITH;
        } else if (pattern.equals("%" + inner)) {
            return Form.ENDS_WITH;
        }
        return Form.CONTAINS;
    }

    /** Returns the pattern of a SIMILAR TO in which nothing escapes. */
    public static TextPattern similar(String pattern) {
        return similar(pattern, "");
    }

    /** Returns the pattern of a SIMILAR TO. */
    public static TextPattern similar(String pattern, String escape) {
        return new TextPattern(Form.REGEX, "", Pattern.compile(regexOfSimilar(pattern, escape), Pattern.DOTALL));
    }

    /** Returns whether a whole text matches. */
    public boolean matches(String value) {
        return switch (form) {
            case EQUALS -> value.equals(text);
            case STARTS_WITH -> value.startsWith(text);
            case ENDS_WITH -> value.endsWith(text);
            case CONTAINS -> value.contains(text);
            case REGEX -> regex.matcher(value).matches();
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextPattern pattern
                && form == pattern.form
                && regex.pattern().equals(pattern.regex.pattern());
    }

    @Override
    public int hashCode() {
        return regex.pattern().hashCode();
    }

    private static String regexOfLike(String pattern, String escape) {
        char escaping = escape(escape);
        StringBuilder regex = new StringBuilder();
        for (int index = 0; index < pattern.length(); index++) {
            char character = pattern.charAt(index);
            if (!escape.isEmpty() && character == escaping) {
                index++;
                char escaped = index < pattern.length() ? pattern.charAt(index) : 0;
                if (escaped != '%' && escaped != '_' && escaped != escaping) {
                    throw new IllegalArgumentException("In the pattern '" + pattern + "' the escape character '"
                            + escape + "' may only stand before %, _ and itself.");
                }
                regex.append(Pattern.quote(String.valueOf(escaped)));
            } else if (character == '%') {
                // Over the ends of lines, too, where _ is any other character.
                regex.append("(?s:.*)");
            } else if (character == '_') {
                regex.append('.');
            } else {
                quote(regex, character);
            }
        }
        return regex.toString();
    }

    private static String regexOfSimilar(String pattern, String escape) {
        char escaping = escape(escape);
        StringBuilder regex = new StringBuilder();
        boolean inClass = false;
        for (int index = 0; index < pattern.length(); index++) {
            char character = pattern.charAt(index);
            if (!escape.isEmpty() && character == escaping && index + 1 < pattern.length()) {
                index++;
                quote(regex, pattern.charAt(index));
            } else if (inClass) {
                inClass = character != ']';
                regex.append(character);
            } else if (character == '[') {
                inClass = true;
                regex.append(character);
            } else if (character == '%') {
                regex.append(".*");
            } else if (character == '_') {
                regex.append('.');
            } else if ("|*+?{}()".indexOf(character) >= 0) {
                regex.append(character);
            } else {
                quote(regex, character);
            }
        }
        return regex.toString();
    }

    private static char escape(String escape) {
        if (escape.length() > 1) {
            throw new IllegalArgumentException("An escape is one character, and not '" + escape + "'.");
        }
        return escape.isEmpty() ? 0 : escape.charAt(0);
    }

    private static void quote(StringBuilder regex, char character) {
        if ("\\^$.|?*+()[]{}-&".indexOf(character) >= 0) {
            regex.append('\\');
        }
        regex.append(character);
    }
}
