/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/** Edits of a manifest that leave it valid JSON. */
enum ManifestEdit {
    ANOTHER_JOB(false) {
        @Override
        void edit(ObjectNode root, Random random) {
            root.put("jobName", "job " + random.nextInt());
        }
    },
    FEWER_KEY_GROUPS(false) {
        @Override
        void edit(ObjectNode root, Random random) {
            root.put("maxParallelism", random.nextInt(128));
        }
    },
    ANOTHER_UID(false) {
        @Override
        void edit(ObjectNode root, Random random) {
            ((ObjectNode) one(root.get("operators"), random)).put("uid", "uid " + random.nextInt());
        }
    },
    ANOTHER_ID(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            root.put("checkpointId", root.get("checkpointId").asLong() + 1 + random.nextInt(9));
        }
    },
    ANOTHER_VERSION(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            root.put("formatVersion", root.get("formatVersion").asInt() + 1 + random.nextInt(9));
        }
    },
    FIELD_LEFT_OUT(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ObjectNode edited = random.nextBoolean() ? root : part(root, random.nextBoolean(), random);
            List<String> fields = new ArrayList<>();
            edited.fieldNames().forEachRemaining(fields::add);
            edited.remove(fields.get(random.nextInt(fields.size())));
        }
    },
    FIELD_TOO_MANY(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            part(root, random.nextBoolean(), random).put("more", 1);
        }
    },
    NOTHING_IN_A_FIELD(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ObjectNode edited = part(root, random.nextBoolean(), random);
            edited.putNull(random.nextBoolean() ? "name" : "subtask");
        }
    },
    NUMBER_AS_TEXT(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ObjectNode edited = part(root, random.nextBoolean(), random);
            edited.put("subtask", edited.get("subtask").asText());
        }
    },
    OPERATOR_TWICE(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ArrayNode operators = (ArrayNode) root.get("operators");
            operators.insert(
                    random.nextInt(operators.size() + 1), one(operators, random).deepCopy());
        }
    },
    PART_TWICE(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            boolean table = random.nextBoolean();
            ArrayNode parts = parts(root, table, random);
            parts.insert(random.nextInt(parts.size() + 1), one(parts, random).deepCopy());
        }
    },
    PART_AGAIN_IN_ANOTHER_SUBTASK(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ArrayNode tables = parts(root, true, random);
            ObjectNode again = one(tables, random).deepCopy();
            tables.add(again.put("subtask", 1 - again.get("subtask").asInt()));
        }
    },
    SUBTASK_THAT_IS_NOT_THERE(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            part(root, random.nextBoolean(), random).put("subtask", random.nextBoolean() ? -1 : 128);
        }
    },
    TABLE_LEFT_OUT(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ArrayNode tables = parts(root, true, random);
            tables.remove(random.nextInt(tables.size()));
        }
    },
    TABLE_OF_ANOTHER_OPERATOR(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ArrayNode from = parts(root, true, random);
            JsonNode table = one(from, random);
            ((ArrayNode) one(root.get("operators"), random).get("tables")).add(table.deepCopy());
        }
    },
    FILE_ELSEWHERE(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ObjectNode edited = file(root, random);
            String file = edited.get("path").asText();
            List<String> others = List.of("../" + file, "/" + file, "./" + file, "other-" + file, "", "manifest.json");
            edited.put("path", others.get(random.nextInt(others.size())));
        }
    },
    ANOTHER_NUMBER_OF_ROWS(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ObjectNode file = file(root, random);
            file.put("rows", file.get("rows").asLong() + (random.nextBoolean() ? 1 : -1));
        }
    },
    ANOTHER_SIZE(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ObjectNode file = file(root, random);
            file.put("sizeBytes", file.get("sizeBytes").asLong() + 1 + random.nextInt(9));
        }
    },
    ANOTHER_CHECKSUM(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            file(root, random).put("crc32c", random.nextBoolean() ? "" : "0123456g");
        }
    },
    ANOTHER_NAME(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ObjectNode table = part(root, true, random);
            table.put("name", table.get("name").asText() + "2");
        }
    },
    ANOTHER_SCHEMA(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            part(root, true, random).set("schema", TextNode.valueOf(random.nextBoolean() ? "long" : "no schema"));
        }
    },
    NOT_BASE64(true) {
        @Override
        void edit(ObjectNode root, Random random) {
            ObjectNode entry = part(root, false, random);
            String base64 = entry.get("base64").asText();
            int at = random.nextInt(base64.length());
            entry.put("base64", base64.substring(0, at) + "%" + base64.substring(at + 1));
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SEAL = "crc32c";

    /** Whether the manifest contradicts itself or its files, so that its seal is not needed to see it. */
    private final boolean contradiction;

    ManifestEdit(boolean contradiction) {
        this.contradiction = contradiction;
    }

    abstract void edit(ObjectNode root, Random random);

    static ManifestEdit any(Random random) {
        return values()[random.nextInt(values().length)];
    }

    static ManifestEdit anyContradiction(Random random) {
        ManifestEdit edit = any(random);
        return edit.contradiction ? edit : anyContradiction(random);
    }

    /** Edits a manifest and leaves its seal as it was. */
    byte[] apply(byte[] manifest, Random random) throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(manifest);
        JsonNode seal = root.remove(SEAL);
        edit(root, random);
        root.set(SEAL, seal);
        return write(root, seal.asText());
    }

    /** Gives a manifest the seal that fits it. */
    static byte[] sealed(byte[] manifest) throws IOException {
        return write((ObjectNode) JSON.readTree(manifest), "");
    }

    private static byte[] write(ObjectNode root, String seal) throws IOException {
        root.remove(SEAL);
        String text = JSON.writeValueAsString(root);
        byte[] body = text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        String written = seal.isEmpty() ? String.format(java.util.Locale.ROOT, "%08x", checksum.getValue()) : seal;
        return (new String(body, StandardCharsets.UTF_8) + ",\n  \"" + SEAL + "\" : \"" + written + "\"\n}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode one(JsonNode list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** Returns the tables or the entries of an operator that has some. */
    private static ArrayNode parts(ObjectNode root, boolean tables, Random random) {
        List<ArrayNode> all = new ArrayList<>();
        for (JsonNode operator : root.get("operators")) {
            ArrayNode parts = (ArrayNode) operator.get(tables ? "tables" : "entries");
            if (!parts.isEmpty()) {
                all.add(parts);
            }
        }
        return all.get(random.nextInt(all.size()));
    }

    private static ObjectNode part(ObjectNode root, boolean table, Random random) {
        return (ObjectNode) one(parts(root, table, random), random);
    }

    private static ObjectNode file(ObjectNode root, Random random) {
        return (ObjectNode) one(part(root, true, random).get("files"), random);
    }
}
