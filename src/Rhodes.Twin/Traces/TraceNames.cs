namespace Rhodes.Twin.Traces;

/// <summary>One string for each name, however many rows have it.</summary>
internal sealed class TraceNames
{
    /// <summary>A column with more names than this does not hold tenants; remembering all of them would fill the memory.</summary>
    private const int Most = 100_000;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public string Of(ReadOnlySpan<char> text)
    {
        var known = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out var name)) return name;
        name = text.ToString();
        if (_names.Count < Most) _names.Add(name, name);
        return name;
    }
}
