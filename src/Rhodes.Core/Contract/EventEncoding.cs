using System.Text.Json;
using System.Text.Json.Serialization;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>
/// The stable form of an event: one line of JSON, its kind and version first, members in the order of their declaration.
/// Read by people, by other languages, and by every later Rhodes.
/// </summary>
public static class EventEncoding
{
    /// <summary>UTF-8, no line break inside.</summary>
    public static byte[] Encode(Event @event) => JsonSerializer.SerializeToUtf8Bytes(@event, EventJson.Default.Event);

    /// <summary>The same, byte for byte, by a writer that was reset to wherever it is to go. Hot: once for each event of a replay that is hashed or kept.</summary>
    public static void Encode(Event @event, Utf8JsonWriter writer)
    {
        if (!EventWriter.TryWrite(writer, @event)) writer.WriteRawValue(SeldomEvents.Encode(@event), skipInputValidation: true);
    }

    /// <exception cref="JsonException">The bytes are not an event of a kind and version that this Rhodes knows.</exception>
    public static Event Decode(ReadOnlySpan<byte> bytes)
    {
        Utf8JsonReader reader = new(bytes);
        reader.Read();
        var @event = Decode(ref reader);
        return reader.Read() ? throw new JsonException("something follows the event") : @event;
    }

    /// <param name="reader">Stands on the event's first token; on its last afterwards. Hot: once for each event of a log that is replayed.</param>
    /// <exception cref="JsonException">There is no event of a kind and version that this Rhodes knows.</exception>
    public static Event Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return EventReader.TryRead(ref reader) ?? JsonSerializer.Deserialize(ref reader, EventJson.Default.Event) ?? throw new JsonException("an event is never null");
        }
        catch (NotSupportedException noKind)
        {
            throw new JsonException("an event has a kind", noKind);
        }
        catch (InvalidOperationException noText)
        {
            throw new JsonException("a text is not UTF-8", noText);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(InstantAsNumber), typeof(DurationAsNumber), typeof(NodeIdAsNumber), typeof(NodeIdsAsNumbers)])]
[JsonSerializable(typeof(Event))]
internal sealed partial class EventJson : JsonSerializerContext;

internal sealed class InstantAsNumber : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Milliseconds);
}

internal sealed class DurationAsNumber : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Milliseconds);
}

internal sealed class NodeIdAsNumber : JsonConverter<NodeId>
{
    public override NodeId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, NodeId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

/// <summary>Node lists are most of the log: written in one go, not by a call for each.</summary>
internal sealed class NodeIdsAsNumbers : JsonConverter<NodeId[]>
{
    public override NodeId[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("nodes are a list of numbers");
        List<NodeId> ids = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ids.Add(new(reader.GetInt32()));
        return [.. ids];
    }

    public override void Write(Utf8JsonWriter writer, NodeId[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var id in value) writer.WriteNumberValue(id.Value);
        writer.WriteEndArray();
    }
}
