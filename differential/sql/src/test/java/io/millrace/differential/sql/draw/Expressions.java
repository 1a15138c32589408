/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Draws expressions over columns. What there is to draw stands in {@code expressions.txt}, a line for each: the family of what it gives, and a text with families in braces.
 */
final class Expressions {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)\\}");
    private static final Map<Family, List<String>> LITERALS = new EnumMap<>(Family.class);
    private static final Map<Family, List<String>> CALLS = new EnumMap<>(Family.class);

    static {
        for (Family family : Family.values()) {
            LITERALS.put(family, new ArrayList<>());
            CALLS.put(family, new ArrayList<>());
        }
        lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(Expressions::add);
    }

    private final Choices choices;
    private final List<Ref> scope;

    Expressions(Choices choices, List<Ref> scope) {
        this.choices = choices;
        this.scope = scope;
    }

    private static java.util.stream.Stream<String> lines() {
        try (InputStream file = Expressions.class.getResourceAsStream("/expressions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line) {
        String[] parts = line.split(": ", 2);
        List<Family> families = parts[0].equals("any")
                ? List.of(Family.values())
                : Arrays.stream(parts[0].split(" ")).map(Expressions::family).toList();
        for (Family family : families) {
            String text = parts[1].replace("{same}", "{" + family.name().toLowerCase(Locale.ROOT) + "}");
            (PLACE.matcher(text).find() ? CALLS : LITERALS).get(family).add(text);
        }
    }

    private static Family family(String name) {
        return Family.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Returns an expression of the family, of so many levels at most. */
    String of(Family family, int depth) {
        return choices.span(() -> draw(family, depth));
    }

    /** Returns an expression of any family. */
    String any(int depth) {
        return of(anyFamily(), depth);
    }

    Family anyFamily() {
        // most of what is asked is about columns
        return scope.isEmpty() || choices.once(4)
                ? choices.pick(Family.values())
                : choices.pick(scope).family();
    }

    private String draw(Family family, int depth) {
        List<Ref> columns = scope.stream().filter(ref -> ref.family() == family).toList();
        int simple = choices.below(depth <= 0 ? 4 : 8);
        if (simple <= 2 && !columns.isEmpty()) {
            return choices.pick(columns).sql();
        } else if (depth <= 0 || simple == 3) {
            return choices.pick(LITERALS.get(family));
        }
        return filled(choices.pick(CALLS.get(family)), depth - 1);
    }

    private String filled(String text, int depth) {
        Family any = text.contains("{any}") || text.contains("{ordered}") ? anyFamily() : Family.INT;
        return PLACE.matcher(text)
                .replaceAll(place -> java.util.regex.Matcher.quoteReplacement(fill(place, any, depth)));
    }

    private String fill(MatchResult place, Family any, int depth) {
        return switch (place.group(1)) {
            case "any" -> of(any, depth);
            case "ordered" -> of(any.isOrdered() ? any : Family.INT, depth);
            case "other" -> any(depth);
            case "n" -> Integer.toString(choices.pick(1, 0, 2, 3));
            case "unit" -> choices.pick("DAY", "SECOND", "MINUTE", "HOUR", "MONTH", "YEAR");
            case "dayunit" -> choices.pick("DAY", "MONTH", "YEAR");
            case "compare" -> choices.pick("=", "<>", "<", "<=", ">", ">=");
            case "intlit" -> choices.pick(LITERALS.get(Family.INT));
            case "textlit" -> choices.pick(LITERALS.get(Family.TEXT));
            default -> of(family(place.group(1)), depth);
        };
    }
}
