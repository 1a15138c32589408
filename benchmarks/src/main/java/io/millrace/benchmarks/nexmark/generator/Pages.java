/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/**
 * The addresses that bids come from: each a fresh string, cut out of one long text as a decoder cuts it out of its
 * input.
 */
final class Pages {

    private static final int COUNT = 1024;
    private static final int STRIDE = 48;
    private static final int SHORTEST = 36;
    private static final String ADDRESSES = addresses();

    private Pages() {}

    /** The address of one of 1024 pages, 36 to 39 characters long; looks at the low 12 bits. */
    static String address(long bits) {
        int start = (int) (bits & COUNT - 1) * STRIDE;
        int length = SHORTEST + (int) (bits >>> 10 & 3);
        return ADDRESSES.substring(start, start + length);
    }

    private static String addresses() {
        TextBuffer text = new TextBuffer();
        byte[] prefix = TextBuffer.ascii("https://www.nexmark.com/page/");
        StringBuilder addresses = new StringBuilder();
        for (int page = 0; page < COUNT; page++) {
            addresses.append(text.append(prefix)
                    .appendLetters(RandomWords.first(0, page), 16)
                    .take());
            addresses.append("   ");
        }
        return addresses.toString();
    }
}
