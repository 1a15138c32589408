/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.sql.parser.SqlScript;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor when what was typed is whole statements, and where the word begins that Tab completes. */
final class StatementLines implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !SqlScript.isComplete(line) && !ShellCommand.isLoneWord(line)) {
            throw new EOFError(-1, -1, "The statement has no semicolon yet");
        }
        return TypedWord.at(line, cursor);
    }

    /** A backslash is a character as any other. */
    @Override
    public boolean isEscapeChar(char character) {
        return false;
    }
}
