/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Digests and encodings of texts, which are taken as UTF-8. */
public final class Hashes {

    private Hashes() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** MD5, in 32 lower-case hexadecimal digits. */
    public static String md5(String text) {
        return digest("MD5", text);
    }

    /** SHA1. */
    public static String sha1(String text) {
        return digest("SHA-1", text);
    }

    /** SHA224. */
    public static String sha224(String text) {
        return digest("SHA-224", text);
    }

    /** SHA256. */
    public static String sha256(String text) {
        return digest("SHA-256", text);
    }

    /** SHA384. */
    public static String sha384(String text) {
        return digest("SHA-384", text);
    }

    /** SHA512. */
    public static String sha512(String text) {
        return digest("SHA-512", text);
    }

    /** SHA2 of a length in bits: 224, 256, 384 or 512. */
    public static String sha2(String text, int bits) {
        return switch (bits) {
            case 224, 256, 384, 512 -> digest("SHA-" + bits, text);
            default ->
                throw new IllegalArgumentException(
                        "SHA2 has 224, 256, 384 or 512 bits, and was asked for " + bits + ".");
        };
    }

    /** TO_BASE64. */
    public static String toBase64(String text) {
        return Base64.getEncoder().encodeToString(utf8(text));
    }

    /** TO_BASE64 of bytes. */
    public static String toBase64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** ENCODE: the bytes of a text in a character set. */
    public static byte[] encode(String text, String charset) {
        return text.getBytes(charset(charset));
    }

    /** DECODE: the text that bytes are in a character set. */
    public static String decode(byte[] bytes, String charset) {
        return new String(bytes, charset(charset));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("There is no character set '" + name + "'.", unknown);
        }
    }

    /** FROM_BASE64. */
    public static String fromBase64(String text) {
        try {
            return new String(Base64.getDecoder().decode(utf8(text)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("FROM_BASE64 cannot decode '" + text + "'.", notBase64);
        }
    }

    /** UNHEX: the bytes of hexadecimal digits; null where others are among them. The byte of a first digit without a second one is 0. */
    public static byte @Nullable [] unhex(String text) {
        if (!text.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        boolean isOdd = text.length() % 2 != 0;
        return HexFormat.of().parseHex(isOdd ? "00" + text.substring(1) : text);
    }

    private static String digest(String algorithm, String text) {
        try {
            return hex(MessageDigest.getInstance(algorithm).digest(utf8(text)));
        } catch (NoSuchAlgorithmException everyJdkHasThem) {
            throw new IllegalStateException(everyJdkHasThem);
        }
    }
}
