/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import java.util.HexFormat;

/** The state of a key: about 100 bytes, most of them text that is not alike from key to key. */
record Account(long count, String text) {
    Account counted() {
        return new Account(count + 1, text);
    }

    static Account first(long key) {
        return new Account(1, textOf(key));
    }

    /** 85 characters, about half of which no compression can spare. */
    static String textOf(long key) {
        long first = mixed(key + 1);
        long second = mixed(first);
        long third = mixed(second);
        return "user " + hex(first) + hex(second) + hex(third) + " was last seen on page /products";
    }

    private static long mixed(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }

    /** 16 digits. */
    private static String hex(long number) {
        return HexFormat.of().toHexDigits(number);
    }
}
