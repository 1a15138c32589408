/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong with files; what else goes wrong keeps its stack trace. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (!(failure instanceof IOException io)) {
            throw failure;
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message(io));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    static String message(IOException failure) {
        if (!(failure instanceof FileSystemException at)) {
            return String.valueOf(failure.getMessage());
        } else if (failure instanceof NoSuchFileException) {
            return "there is no file " + at.getFile();
        } else if (failure instanceof NotDirectoryException) {
            return at.getFile() + " is not a directory";
        } else if (failure instanceof AccessDeniedException) {
            return "access to " + at.getFile() + " is denied";
        }
        return String.valueOf(at.getMessage());
    }
}
