/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

/** The names of the files of a {@link FileSink}, and of those that a {@link FileSource} passes by. */
final class FileNames {
    private static final String PREFIX = "part-";
    private static final String PENDING_SUFFIX = ".inprogress";

    private FileNames() {}

    /** Returns the prefix of a subtask's files: {@code part-0}. */
    static String prefix(int subtaskIndex) {
        return PREFIX + subtaskIndex;
    }

    /** Returns a prefix that no writer of another run has: {@code part-0-r7}. */
    static String prefix(int subtaskIndex, long attemptId) {
        return prefix(subtaskIndex) + "-r" + Long.toUnsignedString(attemptId, 36);
    }

    static String target(String bucket, String prefix, long number, String suffix) {
        return in(bucket, prefix + "-" + number + suffix);
    }

    /** Returns the path of a name in a directory; empty for the sink's own. */
    static String in(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the directory of a path; empty for the sink's own. */
    static String bucketOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Returns the number in the name of a committed file with this prefix; -1 for any other path. */
    static long number(String path, String prefix) {
        String name = nameOf(path);
        if (!name.startsWith(prefix + "-")) {
            return -1;
        }
        int begin = prefix.length() + 1;
        int end = begin;
        while (end < name.length() && Character.isDigit(name.charAt(end))) {
            end++;
        }
        boolean isNumber = end > begin && (end == name.length() || name.charAt(end) == '.');
        return isNumber ? Long.parseLong(name, begin, end, 10) : -1;
    }

    /** Returns the hidden name of a file that is being written; two runs never write to the same one. */
    static String pending(String target, long attemptId) {
        String name = "." + nameOf(target) + "." + Long.toUnsignedString(attemptId, 36) + PENDING_SUFFIX;
        return in(bucketOf(target), name);
    }

    static boolean isTarget(String path) {
        return nameOf(path).startsWith(PREFIX);
    }

    static boolean isPending(String path) {
        return nameOf(path).startsWith("." + PREFIX) && path.endsWith(PENDING_SUFFIX);
    }

    /** Returns whether readers pass a file by: it is still being written, or not meant for them. */
    static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }

    /** Returns whether a path begins with this prefix in any directory. */
    static boolean hasPrefix(String path, String prefix) {
        return nameOf(path).startsWith(prefix + "-");
    }
}
