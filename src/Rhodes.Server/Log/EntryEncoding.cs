using System.Buffers;
using System.Text.Json;
using Rhodes.Core.Contract;
using Rhodes.Core.Units;

namespace Rhodes.Server.Log;

/// <summary>
/// The stable form of an entry, its <em>body</em>: one JSON object with <c>at</c>, <c>command</c>, <c>key</c>, <c>who</c> and <c>events</c>, in this
/// order. It has no number: that is given when its turn to be written comes.
/// </summary>
public static class EntryEncoding
{
    public static byte[] Encode(Entry entry)
    {
        ArrayBufferWriter<byte> buffer = new(1_024);
        using Utf8JsonWriter writer = new(buffer);
        writer.WriteStartObject();
        writer.WriteNumber("at"u8, entry.At.Milliseconds);
        writer.WriteString("command"u8, entry.Header.Command);
        writer.WriteString("key"u8, entry.Header.Key);
        writer.WriteString("who"u8, entry.Header.Who);
        writer.WriteStartArray("events"u8);
        for (var i = 0; i < entry.Events.Count; i++) EventEncoding.Encode(entry.Events[i], writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">The bytes are not an entry with events that this Rhodes knows.</exception>
    public static Entry Decode(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        Expect(ref reader, JsonTokenType.StartObject);
        var at = new Instant(Number(ref reader, "at"u8));
        var header = new EntryHeader(Text(ref reader, "command"u8), Text(ref reader, "key"u8), Text(ref reader, "who"u8));
        Name(ref reader, "events"u8);
        Expect(ref reader, JsonTokenType.StartArray);
        List<Event> events = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) events.Add(EventEncoding.Decode(ref reader));
        if (reader.TokenType != JsonTokenType.EndArray) throw new JsonException("events are a list of objects");
        Expect(ref reader, JsonTokenType.EndObject);
        if (reader.Read()) throw new JsonException("something follows the entry");
        return new(at, header, events);
    }

    /// <summary>The header of a sound entry, without decoding its events.</summary>
    public static EntryHeader DecodeHeader(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        Expect(ref reader, JsonTokenType.StartObject);
        Number(ref reader, "at"u8);
        return new(Text(ref reader, "command"u8), Text(ref reader, "key"u8), Text(ref reader, "who"u8));
    }

    /// <summary>Whether a sound entry is of a request with a key; without decoding its events.</summary>
    public static bool HasKey(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        while (reader.Read() && !(reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("key"u8))) { }
        return reader.Read() && !reader.ValueSpan.IsEmpty;
    }

    private static long Number(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Name(ref reader, name);
        Expect(ref reader, JsonTokenType.Number);
        return reader.TryGetInt64(out var number) ? number : throw new JsonException("an instant is a whole number");
    }

    private static string Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Name(ref reader, name);
        Expect(ref reader, JsonTokenType.String);
        return reader.GetString()!;
    }

    private static void Name(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Expect(ref reader, JsonTokenType.PropertyName);
        if (!reader.ValueTextEquals(name)) throw new JsonException($"found '{reader.GetString()}' in an entry");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type) throw new JsonException($"an entry has {type} at byte {reader.TokenStartIndex}");
    }
}
