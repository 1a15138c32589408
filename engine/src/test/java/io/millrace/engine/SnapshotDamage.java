/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** What becomes of files: done to the newest of two checkpoints, in one place, at random. */
enum SnapshotDamage {
    FLIPPED_BITS {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            byte[] content = copy(files, file);
            for (int flips = 1 + random.nextInt(4); flips > 0 && content.length > 0; flips--) {
                content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return put(files, file, content);
        }
    },
    OVERWRITTEN {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            byte[] content = copy(files, file);
            byte[] run = new byte[1 + random.nextInt(512)];
            if (random.nextBoolean()) {
                random.nextBytes(run); // else zeros, as a hole in a file has
            }
            int start = random.nextInt(content.length);
            System.arraycopy(run, 0, content, start, Math.min(run.length, content.length - start));
            return put(files, file, content);
        }
    },
    /** A run of the file's own bytes in another place: what a wrong seek makes. */
    MOVED_RUN {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            byte[] content = copy(files, file);
            int length = 1 + random.nextInt(Math.min(256, content.length));
            int from = random.nextInt(content.length - length + 1);
            int to = random.nextInt(content.length - length + 1);
            System.arraycopy(content.clone(), from, content, to, length);
            return put(files, file, content);
        }
    },
    CUT {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            byte[] content = copy(files, file);
            return put(files, file, Arrays.copyOf(content, random.nextInt(content.length)));
        }
    },
    EMPTIED {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            return put(files, file, new byte[0]);
        }
    },
    EXTENDED {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            byte[] content = copy(files, file);
            int more = 1 + random.nextInt(100);
            byte[] longer = Arrays.copyOf(content, content.length + more);
            if (random.nextBoolean()) {
                System.arraycopy(content, 0, longer, content.length, Math.min(more, content.length)); // written twice
            }
            return put(files, file, longer);
        }
    },
    REMOVED {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            files.remove(file);
            return List.of(file);
        }
    },
    RENAMED {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            String name = file + List.of(".bak", "~", "2", " (1)").get(random.nextInt(4));
            files.put(name, copy(files, file));
            files.remove(file);
            return List.of(file);
        }
    },
    SWAPPED {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            List<String> others = below(files, file.substring(0, file.indexOf('/')));
            String other = others.get(random.nextInt(others.size()));
            byte[] content = copy(files, file);
            if (put(files, file, copy(files, other)).isEmpty()) {
                return List.of();
            }
            put(files, other, content);
            return List.of(file, other);
        }
    },
    OF_ANOTHER_CHECKPOINT {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            String older = below(files, "").get(0);
            String same = older.substring(0, older.indexOf('/')) + file.substring(file.indexOf('/'));
            return files.containsKey(same) ? put(files, file, copy(files, same)) : List.of();
        }
    },
    DIRECTORY_RENAMED {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) {
            String from = file.substring(0, file.indexOf('/'));
            String to = "chk-" + (1_000 + random.nextInt(1_000_000));
            for (String each : below(files, from)) {
                files.put(to + each.substring(from.length()), copy(files, each));
                files.remove(each);
            }
            return List.of(to);
        }
    },
    MANIFEST_EDITED {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) throws IOException {
            String manifest = manifestBeside(file);
            byte[] edited = ManifestEdit.any(random).apply(copy(files, manifest), random);
            return put(files, manifest, edited);
        }
    },
    /** As above, by somebody who knows how a manifest is sealed: it contradicts itself, or the files. */
    MANIFEST_FORGED {
        @Override
        List<String> apply(TreeMap<String, byte[]> files, String file, Random random) throws IOException {
            String manifest = manifestBeside(file);
            byte[] edited = ManifestEdit.anyContradiction(random).apply(copy(files, manifest), random);
            put(files, manifest, ManifestEdit.sealed(edited));
            return List.of(file.substring(0, file.indexOf('/') + 1)); // it may be blamed, or what it lists
        }
    };

    /** Returns the names of what is damaged, of which a message must tell one; none where nothing has changed. */
    abstract List<String> apply(TreeMap<String, byte[]> files, String file, Random random) throws IOException;

    static String manifestBeside(String file) {
        return file.substring(0, file.indexOf('/')) + "/manifest.json";
    }

    static List<String> below(TreeMap<String, byte[]> files, String directory) {
        List<String> below = new ArrayList<>();
        for (String file : files.keySet()) {
            if (directory.isEmpty() || file.startsWith(directory + "/")) {
                below.add(file);
            }
        }
        return below;
    }

    private static byte[] copy(TreeMap<String, byte[]> files, String file) {
        byte[] content = files.get(file);
        if (content == null) {
            throw new IllegalStateException("No file " + file);
        }
        return content.clone();
    }

    private static List<String> put(TreeMap<String, byte[]> files, String file, byte[] content) {
        return Arrays.equals(content, files.put(file, content)) ? List.of() : List.of(file);
    }
}
