/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import io.millrace.sql.parser.SqlException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of a catalog. A file is there whole or not at all: it is written under a hidden name, made durable, and renamed. */
final class DefinitionFiles {
    static final String SUFFIX = ".sql";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int HEX_DIGITS = 2;

    private DefinitionFiles() {}

    /** Returns a name as that of a file: letters, digits, {@code _} and {@code -} stay, the bytes of all else become {@code %xx}. */
    static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) (each & 0xFF))) {
                escaped.append((char) each);
            } else {
                escaped.append('%').append(HEX.toHexDigits(each));
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static String unescaped(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%' && i + HEX_DIGITS < name.length()) {
                bytes.write(HexFormat.fromHexDigits(name, i + 1, i + 1 + HEX_DIGITS));
                i += HEX_DIGITS;
            } else {
                bytes.write(name.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Returns whether a name is one that {@link #escaped} gives; other files are none of the catalog's. */
    private static boolean isEscaped(String name) {
        return name.matches("([A-Za-z0-9_-]|%[0-9A-F]{2})+");
    }

    /** Returns the names of the directories in one, in alphabetical order. */
    static List<String> directories(Path parent) {
        return names(parent, Files::isDirectory, "");
    }

    /** Returns the names of the definitions in a directory, in alphabetical order. */
    static List<String> definitions(Path parent) {
        return names(parent, Files::isRegularFile, SUFFIX);
    }

    private static List<String> names(Path parent, Predicate<Path> kind, String suffix) {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(kind)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(suffix))
                    .map(file -> file.substring(0, file.length() - suffix.length()))
                    .filter(DefinitionFiles::isEscaped)
                    .map(DefinitionFiles::unescaped)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw failed("read the directory", parent, failure);
        }
    }

    static boolean exists(Path file) {
        return Files.isRegularFile(file);
    }

    /** Returns what a file holds, or nothing if there is no such file. */
    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (CharacterCodingException binary) {
            throw SqlException.of("The definition in " + file + " is no UTF-8 text. Repair the file, or delete it.");
        } catch (IOException failure) {
            throw failed("read", file, failure);
        }
    }

    /** Writes a file, or takes the place of one. */
    static void write(Path file, String text) {
        Path hidden = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(hidden.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    hidden,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw failed("write", file, failure);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw failed("delete", file, failure);
        }
    }

    /** Deletes a directory, unless something is in it that is none of the catalog's. */
    static void deleteIfEmpty(Path parent) {
        try {
            Files.deleteIfExists(parent);
        } catch (DirectoryNotEmptyException others) {
            // stays, with what others have put there
        } catch (IOException failure) {
            throw failed("delete", parent, failure);
        }
    }

    private static SqlException failed(String what, Path path, IOException failure) {
        return SqlException.of("Cannot " + what + " " + path + " of a catalog: " + failure);
    }
}
