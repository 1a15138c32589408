/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.words;

import io.millrace.examples.Example;
import io.millrace.function.AggregateFunction;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.window.GlobalWindows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first program that everybody writes, on a real text: two poems of Lewis Carroll's, or a file of yours. A text ends,
 * so the program is a batch: each word is counted to the end, and then the most frequent are picked.
 */
public final class WordCount implements Example {
    private static final int SHOWN = 15;
    private static final String TEXT = "looking-glass.txt";

    /** A word and how often it was seen. */
    public record Word(String word, long count) {}

    @Override
    public String name() {
        return "word-count";
    }

    @Override
    public String description() {
        return "A batch: the most frequent words of two poems, or of a text of yours (word-count FILE).";
    }

    @Override
    public String explanation() {
        return """
                A text ends, so this runs as a batch would: every word is counted to the end of the text,
                and then the fifteen most frequent are picked, in one window over all words.
                In: two poems of Lewis Carroll's, or the file that you name. Out: how often, and the word.
                """;
    }

    @Override
    public String parameters() {
        return "[FILE]";
    }

    @Override
    public void build(StreamExecutionEnvironment environment, List<String> arguments) throws IOException {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException("word-count takes one file, and was given " + arguments.size());
        }
        DataStream<String> lines = environment.fromData(lines(arguments.isEmpty() ? null : Path.of(arguments.get(0))));
        mostFrequent(counts(lines))
                .<String>flatMap((words, out) -> words.forEach(
                        word -> out.collect(String.format(Locale.ROOT, "%5d  %s", word.count(), word.word()))))
                .print();
    }

    private static List<String> lines(@Nullable Path file) throws IOException {
        if (file != null) {
            return readable(file);
        }
        try (InputStream text = Objects.requireNonNull(WordCount.class.getResourceAsStream(TEXT), TEXT)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static List<String> readable(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    Files.exists(file) ? file + " is not a file" : "There is no file " + file);
        }
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(file + " is empty");
        }
        return lines;
    }

    /** The job: each word with its final count. */
    static DataStream<Word> counts(DataStream<String> lines) {
        return lines.<String>flatMap((line, out) -> {
                    for (String word : line.toLowerCase(Locale.ROOT).split("[^\\p{L}']+")) {
                        String stripped = word.replaceAll("^'+|'+$", "");
                        if (!stripped.isEmpty()) {
                            out.collect(stripped);
                        }
                    }
                })
                .map(word -> new Word(word, 1))
                .keyBy(Word::word)
                .window(GlobalWindows.createWithEndOfStreamTrigger())
                .reduce((first, second) -> new Word(first.word(), first.count() + second.count()))
                .uid("counts");
    }

    /** All words come together in one window, which ends with the text. */
    static DataStream<List<Word>> mostFrequent(DataStream<Word> counts) {
        return counts.windowAll(GlobalWindows.createWithEndOfStreamTrigger()).aggregate(new Top());
    }

    /** Keeps the most frequent words; of equally frequent ones, those that come first in the alphabet. */
    private static final class Top implements AggregateFunction<Word, List<Word>, List<Word>> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<Word> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<Word> add(Word word, List<Word> top) {
            top.add(word);
            top.sort(Comparator.comparing(Word::count).reversed().thenComparing(Word::word));
            if (top.size() > SHOWN) {
                top.remove(SHOWN);
            }
            return top;
        }

        @Override
        public List<Word> getResult(List<Word> top) {
            return top;
        }

        @Override
        public List<Word> merge(List<Word> a, List<Word> b) {
            b.forEach(word -> add(word, a));
            return a;
        }
    }
}
