/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

import static io.millrace.benchmarks.nexmark.generator.TextBuffer.ascii;

import java.util.stream.Stream;

/** The fixed parts of the generated strings. */
final class Names {

    static final byte[] SPACE = ascii(" ");
    static final byte[] AT = ascii("@");
    static final byte[] DOT_COM = ascii(".com");

    private static final byte[][] FIRST_NAMES =
            asciiNames("Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter");
    private static final byte[][] LAST_NAMES =
            asciiNames("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris");
    private static final String[] CITIES = {
        "Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland", "Bend", "Redmond", "Seattle", "Kent", "Cheyenne"
    };
    private static final String[] STATES = {"AZ", "CA", "ID", "OR", "WA", "WY"};
    private static final String[] HOT_CHANNELS = {"Google", "Facebook", "Baidu", "Apple"};
    private static final String[] CHANNELS = channels(256);

    private Names() {}

    /** One of four hot channels for half of the bids, one of 256 others for the rest; looks at the low 16 bits. */
    static String channel(int bits) {
        return (bits & 0x8000) == 0 ? HOT_CHANNELS[bits & 3] : CHANNELS[bits & 0xFF];
    }

    static byte[] firstName(long word) {
        return FIRST_NAMES[(int) RandomWords.below(FIRST_NAMES.length, word, 0)];
    }

    static byte[] lastName(long word) {
        return LAST_NAMES[(int) RandomWords.below(LAST_NAMES.length, word, 16)];
    }

    static String city(long word) {
        return CITIES[(int) RandomWords.below(CITIES.length, word, 32)];
    }

    static String state(long word) {
        return STATES[(int) RandomWords.below(STATES.length, word, 48)];
    }

    private static byte[][] asciiNames(String... names) {
        return Stream.of(names).map(TextBuffer::ascii).toArray(byte[][]::new);
    }

    private static String[] channels(int count) {
        String[] channels = new String[count];
        for (int index = 0; index < count; index++) {
            channels[index] = "channel-" + index;
        }
        return channels;
    }
}
