/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.environment.Environment;
import io.millrace.environment.Storage;

/**
 * A path, cut into the directory whose storage holds it and its name there.
 *
 * @param directory "." for a bare name
 */
record FileLocation(String directory, String name) {
    static FileLocation of(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return new FileLocation(".", path);
        }
        return new FileLocation(slash == 0 ? "/" : path.substring(0, slash), path.substring(slash + 1));
    }

    /** Drops slashes at the end, but for the root. */
    static String normalize(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    Storage storage(Environment environment) {
        return environment.storage(directory);
    }

    /** Returns whether readers pass a file by: it is still being written, or not meant for them. */
    static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }
}
