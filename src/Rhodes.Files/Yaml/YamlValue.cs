namespace Rhodes.Files.Yaml;

/// <summary>A line and a column, both from 1; or the option in whose text something stands, which has neither.</summary>
internal readonly record struct Mark(int Line, int Column, string? Option = null)
{
    /// <summary>As a sentence says it, within one file.</summary>
    public string Said => Option is null ? $"on line {Line}" : $"in {Option}";
}

/// <summary>
/// A value of a YAML document and its place. No types are guessed: <c>no</c> and <c>1e3</c> stay text until a reader asks.
/// </summary>
internal abstract class YamlValue(Mark at)
{
    public Mark At { get; } = at;

    /// <summary>As a problem names it: <c>'12 parsecs'</c>, <c>a list</c>, <c>nothing</c>.</summary>
    public abstract string Describe();
}

internal sealed class YamlText(Mark at, string text, bool isPlain) : YamlValue(at)
{
    public string Text { get; } = text;

    /// <summary>An empty place, <c>~</c> or <c>null</c> that is not in quotes.</summary>
    public bool IsNothing { get; } = isPlain && text is "" or "~" or "null";

    public YamlText MovedTo(Mark at) => new(at, Text, isPlain);

    public override string Describe() => IsNothing ? "nothing" : Shown.Quoted(Text);
}

internal sealed class YamlList(Mark at, IReadOnlyList<YamlValue> items) : YamlValue(at)
{
    public IReadOnlyList<YamlValue> Items { get; } = items;

    public override string Describe() => Items.Count == 0 ? "an empty list" : "a list";
}

/// <summary>Its keys are unique: a second one is a problem of the document.</summary>
internal sealed class YamlMapping(Mark at, IReadOnlyList<YamlEntry> entries) : YamlValue(at)
{
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    public bool Has(string key) => Find(key) is not null;

    public YamlEntry? Find(string key)
    {
        foreach (var entry in Entries)
            if (entry.Key == key) return entry;
        return null;
    }

    public override string Describe() => Entries.Count == 0 ? "an empty mapping" : "a mapping";
}

internal sealed record YamlEntry(string Key, Mark KeyAt, YamlValue Value);
