/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URLs and addresses of the internet protocol, version 4. */
public final class Addresses {

    private static final long LARGEST = 0xFFFF_FFFFL;
    private static final int BYTE = 0xFF;
    private static final int BITS_OF_BYTE = 8;
    private static final int PARTS = 4;
    private static final Pattern PART = Pattern.compile("0*[0-9]{1,3}");

    private Addresses() {}

    /** PARSE_URL: a part by its name in upper case; null where there is none, or the text is no URL. */
    public static @Nullable String urlPart(String text, String part) {
        URL url;
        try {
            url = new URL(text);
        } catch (MalformedURLException notUrl) {
            return null;
        }
        return switch (part) {
            case "HOST" -> url.getHost();
            case "PATH" -> url.getPath();
            case "QUERY" -> url.getQuery();
            case "REF" -> url.getRef();
            case "PROTOCOL" -> url.getProtocol();
            case "FILE" -> url.getFile();
            case "AUTHORITY" -> url.getAuthority();
            case "USERINFO" -> url.getUserInfo();
            default -> null;
        };
    }

    /** PARSE_URL of a parameter of the query. */
    public static @Nullable String urlPart(String text, String part, String parameter) {
        String query = part.equals("QUERY") ? urlPart(text, part) : null;
        if (query == null) {
            return null;
        }
        Matcher found = Regexes.pattern("(?:&|^)" + Pattern.quote(parameter) + "=([^&]*)")
                .matcher(query);
        return found.find() ? found.group(1) : null;
    }

    /** URL_ENCODE. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** URL_DECODE; null where the text is not encoded so. */
    public static @Nullable String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return null;
        }
    }

    /** INET_ATON: the number of an address of one to four parts, of which the last stands for all that are missing; null where it is none. */
    public static @Nullable Long toNumber(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length > PARTS) {
            return null;
        }
        long number = 0;
        for (int index = 0; index < parts.length; index++) {
            int value = PART.matcher(parts[index]).matches() ? Integer.parseInt(parts[index]) : BYTE + 1;
            if (value > BYTE) {
                return null;
            }
            boolean isLast = index == parts.length - 1;
            number |= (long) value << (isLast ? 0 : BITS_OF_BYTE * (PARTS - 1 - index));
        }
        return number;
    }

    /** INET_NTOA: the address of a number; null where it is none. */
    public static @Nullable String ofNumber(long number) {
        if (number < 0 || number > LARGEST) {
            return null;
        }
        return (number >> 24 & BYTE) + "." + (number >> 16 & BYTE) + "." + (number >> 8 & BYTE) + "." + (number & BYTE);
    }
}
