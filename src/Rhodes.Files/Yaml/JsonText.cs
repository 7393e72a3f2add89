using System.Text;
using System.Text.Json;

namespace Rhodes.Files.Yaml;

/// <summary>
/// Reads what is plain JSON into the values that <see cref="YamlDocument"/> makes of it, more quickly: programs send JSON. Whatever is odd about it is left to YAML, of which JSON
/// is a part, and whose messages are for people.
/// </summary>
internal static class JsonText
{
    /// <returns>Null when it is anything but a sound mapping or list in ASCII, with each key once.</returns>
    public static YamlValue? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..] || !Ascii.IsValid(bytes)) return null;
        Marks marks = default;
        Utf8JsonReader reader = new(bytes, new JsonReaderOptions { MaxDepth = YamlDocument.Deepest });
        try
        {
            reader.Read();
            var value = ReadValue(bytes, ref reader, ref marks);
            return value is not null && !reader.Read() ? value : null;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)   // the latter: half of a surrogate pair
        {
            return null;
        }
    }

    private static YamlValue? ReadValue(ReadOnlySpan<byte> bytes, ref Utf8JsonReader reader, ref Marks marks)
    {
        var at = marks.At(bytes, (int)reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMapping(bytes, at, ref reader, ref marks),
            JsonTokenType.StartArray => ReadList(bytes, at, ref reader, ref marks),
            JsonTokenType.String => new YamlText(at, reader.GetString()!, isPlain: false),
            _ => new YamlText(at, Encoding.ASCII.GetString(reader.ValueSpan), isPlain: true),
        };
    }

    private static YamlList? ReadList(ReadOnlySpan<byte> bytes, Mark at, ref Utf8JsonReader reader, ref Marks marks)
    {
        List<YamlValue> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadValue(bytes, ref reader, ref marks) is not { } item) return null;
            items.Add(item);
        }

        return new(at, items);
    }

    private static YamlMapping? ReadMapping(ReadOnlySpan<byte> bytes, Mark at, ref Utf8JsonReader reader, ref Marks marks)
    {
        List<YamlEntry> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (key, keyAt) = (reader.GetString()!, marks.At(bytes, (int)reader.TokenStartIndex));
            if (!seen.Add(key)) return null;
            reader.Read();
            if (ReadValue(bytes, ref reader, ref marks) is not { } value) return null;
            entries.Add(new(key, keyAt, value));
        }

        return new(at, entries);
    }

    /// <summary>Counts lines as it goes on; it never goes back.</summary>
    private struct Marks
    {
        private int _counted, _lines, _lineStart;

        public Mark At(ReadOnlySpan<byte> bytes, int index)
        {
            for (int next; (next = bytes[_counted..index].IndexOf((byte)'\n')) >= 0; _lines++) _counted = _lineStart = _counted + next + 1;
            _counted = index;
            return new(_lines + 1, index - _lineStart + 1);
        }
    }
}
