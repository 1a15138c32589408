/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.connector.MalformedRecordException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What metadata columns hold of an event. */
final class EventFacts {
    private final ChangeLanguage language;
    private final Map<String, EventFact> facts;
    private final JsonMapper mapper;
    private final JsonValues values;

    EventFacts(ChangeTableFormat format, JsonMapper mapper) {
        this.language = format.language();
        this.facts = language.facts();
        this.mapper = mapper;
        this.values = new JsonValues(format.rows());
    }

    /** Returns the field of an event that a column needs. */
    Optional<String> fieldOf(Field column) {
        return Optional.ofNullable(fact(column)).map(EventFact::field);
    }

    private @Nullable EventFact fact(Field column) {
        String name = column.metadata();
        return name == null ? null : facts.get(name);
    }

    /**
     * Returns a value as it lies in a column; null where the event does not tell.
     *
     * @param fields of the event
     * @throws MalformedRecordException if what it tells is of another type
     */
    @Nullable
    Object value(Field column, Map<String, JsonNode> fields, @Nullable JsonNode schema)
            throws MalformedRecordException {
        EventFact fact = fact(column);
        if (fact == null) {
            return schema == null ? null : schema.toString();
        }
        JsonNode node = fields.getOrDefault(fact.field(), MissingNode.getInstance());
        for (String step : fact.path().subList(1, fact.path().size())) {
            node = node.path(step);
        }
        return node.isMissingNode() || node.isNull() ? null : read(node, fact, column.type());
    }

    private @Nullable Object read(JsonNode node, EventFact fact, FieldType type) throws MalformedRecordException {
        String path = String.join(".", fact.path());
        if (fact.kind() == FieldType.Kind.TIMESTAMP_LTZ) {
            if (!node.canConvertToLong()) {
                throw new MalformedRecordException(
                        0, 1, path, "'" + FieldTexts.shown(node.asText()) + "' is no time since 1970");
            }
            return FieldTexts.timestamp(Instant.ofEpochMilli(language.millis(node.asLong())), type);
        }
        try (JsonParser parser = mapper.treeAsTokens(node)) {
            return values.read(parser, parser.nextToken(), type);
        } catch (MalformedRecordException wrong) {
            throw new MalformedRecordException(0, 1, path, wrong.reason());
        } catch (IOException impossible) {
            throw new MalformedRecordException(0, 1, path, String.valueOf(impossible.getMessage()));
        }
    }
}
