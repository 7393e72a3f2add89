using Rhodes.Files.Yaml;

namespace Rhodes.Files.Reading;

/// <summary>Names that each may be there once, and where they are.</summary>
internal sealed class UniqueNames(string what, Findings findings)
{
    private readonly Dictionary<string, Mark> _marks = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> All => _marks.Keys;

    public Mark this[string name] => _marks[name];

    /// <summary>Reads the name under <paramref name="key"/>; one that was there before is a problem.</summary>
    public string? Required(MappingReader keys, string key)
    {
        if (keys.Required(key, Read.Name) is not { } name) return null;
        if (!TryAdd(name, keys.At(key))) keys.Refuse(keys.At(key), Again(name), Rule);
        return name;
    }

    /// <summary>For names that a reader makes up; the same problem.</summary>
    public bool AddOrRefuse(string name, Mark at)
    {
        if (TryAdd(name, at)) return true;
        findings.Add(at, Again(name), Rule);
        return false;
    }

    public IReadOnlyDictionary<string, SourcePlace> Places() =>
        _marks.ToDictionary(pair => pair.Key, pair => findings.Place(pair.Value), StringComparer.Ordinal);

    private string Rule => $"a name of its own for each {what}";

    private bool TryAdd(string name, Mark at) => _marks.TryAdd(name, at);

    private string Again(string name) => $"{what} '{name}' again, first {_marks[name].Said}";
}
