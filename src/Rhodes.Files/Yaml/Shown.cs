using System.Text;

namespace Rhodes.Files.Yaml;

/// <summary>Text from a file as it may be put into a message: short, on one line, without control characters.</summary>
internal static class Shown
{
    private const int Longest = 80;

    public static string Quoted(string text) => $"'{Plain(text)}'";

    public static string Plain(string text)
    {
        var shown = new StringBuilder();
        foreach (var letter in text.Length > Longest ? text.AsSpan(0, Longest) : text)
        {
            if (!char.IsControl(letter) && !char.IsSurrogate(letter)) shown.Append(letter);
            else shown.Append("\\u").Append(((int)letter).ToString("x4", null));
        }
        return text.Length > Longest ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary><c>a, b, c</c>; of many only the first few.</summary>
    public static string Names(IEnumerable<string> names, int most = 12)
    {
        const int few = 4;
        var all = names.ToList();
        return all.Count <= most ? string.Join(", ", all) : string.Join(", ", all.Take(few)) + $" and {all.Count - few} more";
    }

    /// <summary><c>one of a, b, c</c>, or the only one there is.</summary>
    public static string OneOf(IReadOnlyCollection<string> names) => names.Count == 1 ? $"'{names.First()}'" : $"one of {Names(names)}";
}
