using System.Diagnostics.CodeAnalysis;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Reading;

/// <returns>False when the value is wrong; then the findings say why.</returns>
internal delegate bool TryRead<T>(YamlValue value, Findings findings, [MaybeNullWhen(false)] out T result);

/// <param name="fault">What is wrong with the text, to be put after it: <c>is negative</c>; empty when it just isn't one.</param>
internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T result, out string fault);

/// <summary>How one kind of value is read, and how it is asked for when it is missing.</summary>
/// <param name="expected">What belongs there, with an example: <c>a duration such as 30m</c>.</param>
internal sealed class Reader<T>(string expected, TryRead<T> read)
{
    public string Expected { get; } = expected;

    public bool TryRead(YamlValue value, Findings findings, [MaybeNullWhen(false)] out T result) => read(value, findings, out result);
}
