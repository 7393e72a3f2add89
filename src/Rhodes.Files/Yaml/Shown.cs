using System.Text;

namespace Rhodes.Files.Yaml;

/// <summary>Text from a file as it may be put into a message: short, on one line, without control characters.</summary>
internal static class Shown
{
    private const int Longest = 60;

    public static string Quoted(string text) => $"'{Plain(text)}'";

    public static string Plain(string text)
    {
        var shown = new StringBuilder();
        foreach (var letter in text.Length > Longest ? text.AsSpan(0, Longest) : text)
        {
            if (char.IsControl(letter) || char.IsSurrogate(letter)) shown.Append('\\').Append('u').Append(((int)letter).ToString("x4", null));
            else shown.Append(letter);
        }
        return text.Length > Longest ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary><c>a, b and c</c>; of many only the first ones.</summary>
    public static string Names(IEnumerable<string> names, int most = 12)
    {
        var all = names.ToList();
        if (all.Count == 0) return "none";
        if (all.Count > most) return string.Join(", ", all.Take(most)) + $" and {all.Count - most} more";
        return string.Join(", ", all);
    }
}
