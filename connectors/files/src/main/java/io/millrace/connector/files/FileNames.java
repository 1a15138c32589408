/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

/** The names of the files of a {@link FileSink}. */
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

    static String target(String prefix, long number, String suffix) {
        return prefix + "-" + number + suffix;
    }

    /** Returns the number in the name of a committed file with this prefix; -1 for any other name. */
    static long number(String name, String prefix) {
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
        return "." + target + "." + Long.toUnsignedString(attemptId, 36) + PENDING_SUFFIX;
    }

    static boolean isTarget(String name) {
        return name.startsWith(PREFIX);
    }

    static boolean isPending(String name) {
        return name.startsWith("." + PREFIX) && name.endsWith(PENDING_SUFFIX);
    }
}
