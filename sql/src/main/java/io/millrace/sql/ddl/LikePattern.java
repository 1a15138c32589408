/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import java.util.regex.Pattern;

/** The pattern of LIKE: {@code %} is any text, {@code _} any character. */
final class LikePattern {

    private final Pattern pattern;

    LikePattern(String like, boolean anyCase) {
        StringBuilder regex = new StringBuilder();
        for (int index = 0; index < like.length(); index++) {
            char character = like.charAt(index);
            switch (character) {
                case '%' -> regex.append(".*");
                case '_' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(character)));
            }
        }
        int anyCaseFlags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        pattern = Pattern.compile(regex.toString(), Pattern.DOTALL | (anyCase ? anyCaseFlags : 0));
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
