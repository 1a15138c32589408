/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

/**
 * A place in a program that somebody has to look at.
 *
 * @param file the source file, as it was named
 * @param line counted from 1
 * @param column counted from 1
 * @param what what stands there
 * @param advice what to do about it
 */
public record Place(String file, long line, long column, String what, String advice) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + what + ": " + advice;
    }
}
