using Rhodes.Core.Units;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Reading;

/// <summary>Reads a mapping key by key. Keys outside its set are problems at once; what is missing or wrong makes it unsound.</summary>
internal sealed class MappingReader
{
    private readonly YamlMapping _mapping;
    private readonly KeySet _keys;
    private readonly Findings _findings;
    private readonly bool _keysAreKnown = true;

    private MappingReader(YamlMapping mapping, KeySet keys, Findings findings)
    {
        _mapping = mapping;
        _keys = keys;
        _findings = findings;
        foreach (var entry in mapping.Entries)
        {
            if (keys.Has(entry.Key)) continue;
            _keysAreKnown = false;
            RefuseKey(entry);
        }
    }

    /// <summary>Whether all that was asked for so far is there and right, and no key is unknown.</summary>
    public bool IsSound => ValuesAreSound && _keysAreKnown;

    /// <summary>The same but for unknown keys: enough to check the values against each other.</summary>
    public bool ValuesAreSound { get; private set; } = true;

    public Mark Start => _mapping.At;

    /// <returns>Null when the value is no mapping; then the findings say so.</returns>
    public static MappingReader? Open(YamlValue value, KeySet keys, Findings findings)
    {
        if (value is YamlMapping mapping) return new MappingReader(mapping, keys, findings);
        findings.Add(value.At, value.Describe(), $"{keys.What}, a mapping with {Shown.Names(keys.Keys, most: 30)}");
        return null;
    }

    public bool Has(string key) => Entry(key) is not null;

    /// <summary>The place of the key's value, or of the mapping when the key is missing.</summary>
    public Mark At(string key) => Entry(key)?.Value.At ?? Start;

    /// <summary>The place of the key itself, or of the mapping when it is missing.</summary>
    public Mark KeyAt(string key) => Entry(key)?.KeyAt ?? Start;

    /// <returns>The default of <typeparamref name="T"/> when it is missing or wrong; then the mapping is unsound.</returns>
    public T? Required<T>(string key, Reader<T> reader)
    {
        if (Entry(key) is { } entry) return Read(entry, reader, default);
        _findings.Add(Start, $"{_keys.What} without '{key}'", $"'{key}': {reader.Expected}");
        ValuesAreSound = false;
        return default;
    }

    /// <returns><paramref name="otherwise"/> when it is missing or wrong; only the latter makes the mapping unsound.</returns>
    public T Optional<T>(string key, Reader<T> reader, T otherwise) =>
        Entry(key) is { } entry ? Read(entry, reader, otherwise)! : otherwise;

    /// <returns>Null when it is missing or wrong; only the latter makes the mapping unsound.</returns>
    public T? OptionalText<T>(string key, Reader<T> reader) where T : class =>
        Entry(key) is { } entry ? Read(entry, reader, null) : null;

    /// <inheritdoc cref="OptionalText"/>
    public T? OptionalValue<T>(string key, Reader<T> reader) where T : struct
    {
        if (Entry(key) is not { } entry) return null;
        if (reader.TryRead(entry.Value, _findings, out var result)) return result;
        ValuesAreSound = false;
        return null;
    }

    /// <summary>Demands that exactly one of the keys is there.</summary>
    /// <returns>That key; null when it is none or several.</returns>
    public string? OneOf(params string[] keys)
    {
        var there = keys.Where(Has).ToList();
        if (there.Count == 1) return there[0];
        var choice = $"one of {string.Join(", ", keys.Select(key => $"'{key}'"))}";
        if (there.Count == 0) Refuse(Start, $"{_keys.What} without {choice}", "just one of them");
        else Refuse(KeyAt(there[1]), $"'{there[1]}' beside '{there[0]}'", $"just {choice}");
        return null;
    }

    /// <summary>When something inside was wrong that this reader did not read itself.</summary>
    public void MarkUnsound() => ValuesAreSound = false;

    /// <summary>A problem that also makes the mapping unsound.</summary>
    public void Refuse(Mark at, string found, string expected, string? nearest = null, string? advice = null)
    {
        _findings.Add(at, found, expected, nearest, advice);
        ValuesAreSound = false;
    }

    private T? Read<T>(YamlEntry entry, Reader<T> reader, T? otherwise)
    {
        if (entry.Value is YamlText { IsNothing: true })
        {
            Refuse(entry.Value.At, $"nothing behind '{entry.Key}:'", reader.Expected);
            return otherwise;
        }
        if (reader.TryRead(entry.Value, _findings, out var result)) return result;
        ValuesAreSound = false;
        return otherwise;
    }

    private void RefuseKey(YamlEntry entry) => _findings.Add(
        entry.KeyAt, $"unknown key {Shown.Quoted(entry.Key)} in {_keys.What}", $"one of {Shown.Names(_keys.Keys, most: 30)}",
        Nearest.To(entry.Key, _keys.Keys));

    private YamlEntry? Entry(string key)
    {
        Invariant.Holds(_keys.Has(key), $"'{key}' is a key of {_keys.What}");
        return _mapping.Find(key);
    }
}
