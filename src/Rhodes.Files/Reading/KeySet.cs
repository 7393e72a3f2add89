namespace Rhodes.Files.Reading;

/// <summary>The keys that one kind of mapping may have; the schemas list the same ones, and a test compares them.</summary>
/// <param name="what">The mapping with its article: <c>a lease</c>.</param>
internal sealed class KeySet(string what, params string[] keys)
{
    public string What { get; } = what;

    public IReadOnlyList<string> Keys { get; } = keys;

    public bool Has(string key) => Keys.Contains(key);

    public KeySet With(string what, params string[] more) => new(what, [.. Keys, .. more]);
}
