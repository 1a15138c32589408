/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import org.jspecify.annotations.Nullable;

/**
 * A place that a user names, a path or such as {@code s3://bucket/path}, cut into the directory that holds it and its name
 * there. The root of a file system or bucket has no name.
 *
 * @param directory "." for a bare name
 * @param name empty for a root
 */
public record Location(String directory, String name) {
    private static final String AFTER_SCHEME = "://";

    /** Cuts a location; slashes at its end do not count. */
    public static Location of(String location) {
        String path = normalize(location);
        int root = rootLength(path);
        if (path.length() <= root) {
            return new Location(path, "");
        }
        int slash = path.lastIndexOf('/');
        if (isOfWindows(path)) {
            slash = Math.max(slash, path.lastIndexOf('\\'));
        }
        if (slash <= root) {
            String name = path.substring(slash == root ? root + 1 : root);
            return new Location(root == 0 ? "." : path.substring(0, root), name);
        }
        return new Location(path.substring(0, slash), path.substring(slash + 1));
    }

    /** Drops slashes at the end, but for a root's. */
    public static String normalize(String location) {
        int root = Math.max(1, rootLength(location));
        int end = location.length();
        while (end > root && isSlash(location, end - 1)) {
            end--;
        }
        return location.substring(0, end);
    }

    /** Returns what stands before {@code ://}, or null for a path of the local file system. */
    public static @Nullable String schemeOf(String location) {
        int end = location.indexOf(AFTER_SCHEME);
        if (end < 2) {
            return null;
        }
        for (int i = 0; i < end; i++) {
            if (!isPartOfScheme(location.charAt(i))) {
                return null;
            }
        }
        return location.substring(0, end);
    }

    private static boolean isPartOfScheme(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0;
    }

    /** Elsewhere a backslash may be part of a name. */
    private static boolean isOfWindows(String path) {
        return (path.length() > 1 && path.charAt(1) == ':') || path.startsWith("\\\\");
    }

    private static boolean isSlash(String path, int at) {
        return path.charAt(at) == '/' || (path.charAt(at) == '\\' && isOfWindows(path));
    }

    /** The length of what cannot be cut off: {@code /}, {@code C:/}, {@code s3://bucket}. */
    private static int rootLength(String path) {
        String scheme = schemeOf(path);
        if (scheme != null) {
            int slash = path.indexOf('/', scheme.length() + AFTER_SCHEME.length());
            return slash < 0 ? path.length() : slash;
        }
        int slash = path.length() > 1 && path.charAt(1) == ':' ? 2 : 0;
        return path.length() > slash && isSlash(path, slash) ? slash + 1 : slash;
    }
}
