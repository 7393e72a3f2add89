using System.Text.Json;

namespace Rhodes.Core.Contract;

/// <summary>
/// Reads JSON that is just in the form that <see cref="EventWriter"/> writes: these members, in this order. With the first thing that is otherwise it no longer <see cref="Fits"/>, and what it
/// gives from then on means nothing.
/// </summary>
/// <param name="reader">Stands on the first token.</param>
/// <remarks>Hot: some 40 tokens for each event of a log that is replayed.</remarks>
internal ref struct FormReader(Utf8JsonReader reader)
{
    /// <summary>Stands on what comes next.</summary>
    private Utf8JsonReader _reader = reader;

    /// <summary>Whether everything was as it is written, until now.</summary>
    public bool Fits { get; private set; } = true;

    /// <summary>Whether what comes next ends the object.</summary>
    public readonly bool IsAtEnd => Fits && _reader.TokenType == JsonTokenType.EndObject;

    /// <summary>Whether what comes next ends the list.</summary>
    public readonly bool IsAtEndOfList => !Fits || _reader.TokenType == JsonTokenType.EndArray;

    /// <summary>Where it stands, for whoever reads on.</summary>
    public readonly Utf8JsonReader Reader => _reader;

    public void Start() => Pass(JsonTokenType.StartObject);

    public void End() => Pass(JsonTokenType.EndObject);

    public void StartList(ReadOnlySpan<byte> name)
    {
        Name(name);
        Pass(JsonTokenType.StartArray);
    }

    public void EndList() => Pass(JsonTokenType.EndArray);

    public void Start(ReadOnlySpan<byte> name)
    {
        Name(name);
        Start();
    }

    public void Name(ReadOnlySpan<byte> name)
    {
        if (!Has(name)) Fits = false;
    }

    /// <summary>Passes a name if it is the next; a member that is null has none.</summary>
    public bool Has(ReadOnlySpan<byte> name)
    {
        if (!Fits || _reader.TokenType != JsonTokenType.PropertyName || !_reader.ValueTextEquals(name)) return false;
        Pass(JsonTokenType.PropertyName);
        return true;
    }

    public int Int(ReadOnlySpan<byte> name)
    {
        Name(name);
        return Int();
    }

    public int Int()
    {
        var value = 0;
        if (!Fits || _reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt32(out value)) Fits = false;
        else Pass(JsonTokenType.Number);
        return value;
    }

    public long Long(ReadOnlySpan<byte> name)
    {
        Name(name);
        return Long();
    }

    public long Long()
    {
        long value = 0;
        if (!Fits || _reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out value)) Fits = false;
        else Pass(JsonTokenType.Number);
        return value;
    }

    public bool Bool(ReadOnlySpan<byte> name)
    {
        Name(name);
        var value = _reader.TokenType == JsonTokenType.True;
        Pass(value ? JsonTokenType.True : JsonTokenType.False);
        return value;
    }

    public string Text(ReadOnlySpan<byte> name)
    {
        Name(name);
        return Text();
    }

    public string Text()
    {
        if (!Fits || _reader.TokenType != JsonTokenType.String)
        {
            Fits = false;
            return "";
        }

        var value = _reader.GetString()!;
        Pass(JsonTokenType.String);
        return value;
    }

    /// <summary>Which of these words it is.</summary>
    /// <param name="words">By value, as <see cref="EventWriter"/> writes them.</param>
    public int Word(ReadOnlySpan<byte> name, JsonEncodedText[] words)
    {
        Name(name);
        return Word(words);
    }

    public int Word(JsonEncodedText[] words)
    {
        if (Fits && _reader.TokenType == JsonTokenType.String)
        {
            for (var word = 0; word < words.Length; word++)
            {
                if (!_reader.ValueTextEquals(words[word].EncodedUtf8Bytes)) continue;
                Pass(JsonTokenType.String);
                return word;
            }
        }

        Fits = false;
        return 0;
    }

    /// <summary>How many values are left of a list of plain values.</summary>
    public readonly int CountLeft()
    {
        if (!Fits) return 0;
        var ahead = _reader;
        var count = 0;
        for (; ahead.TokenType is JsonTokenType.Number or JsonTokenType.String; count++)
            if (!ahead.Read()) return 0;
        return count;
    }

    private void Pass(JsonTokenType type)
    {
        if (Fits && (_reader.TokenType != type || !_reader.Read())) Fits = false;
    }
}
