using System.Text;
using System.Text.Encodings.Web;

namespace Rhodes.Files.Yaml;

/// <summary>A value as text on one line, which reads back as the same value: <c>{racks: 4, nodes: 15}</c>.</summary>
internal static class FlowText
{
    public static string Of(YamlValue value)
    {
        // A scalar that stands alone needs no quotes for what only ends one inside brackets.
        if (value is YamlText { IsNothing: false } alone && ReadsBack(alone.Text)) return alone.Text;
        StringBuilder text = new();
        Append(value, text);
        return text.ToString();
    }

    private static void Append(YamlValue value, StringBuilder text)
    {
        switch (value)
        {
            case YamlText scalar: text.Append(scalar.IsNothing ? "~" : IsPlain(scalar.Text) ? scalar.Text : Quoted(scalar.Text)); break;
            case YamlList list: AppendAll('[', list.Items, Append, ']', text); break;
            case YamlMapping mapping: AppendAll('{', mapping.Entries, AppendEntry, '}', text); break;
        }
    }

    private static void AppendEntry(YamlEntry entry, StringBuilder text)
    {
        text.Append(IsPlain(entry.Key) ? entry.Key : Quoted(entry.Key)).Append(": ");
        Append(entry.Value, text);
    }

    private static void AppendAll<T>(char open, IReadOnlyList<T> items, Action<T, StringBuilder> append, char close, StringBuilder text)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            append(items[i], text);
        }
        text.Append(close);
    }

    /// <summary>JSON's quotes and escapes are YAML's too.</summary>
    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static bool IsPlain(string text) =>
        text.Length > 0 && text is not ("~" or "null") && char.IsAsciiLetterOrDigit(text[0]) && text[^1] != ' ' && !text.AsSpan().ContainsAnyExcept(Safe);

    private static bool ReadsBack(string text) =>
        !text.Contains('\n', StringComparison.Ordinal) && YamlDocument.Parse(text, "", new Findings("")) is YamlText { IsNothing: false } read && read.Text == text;

    private static readonly System.Buffers.SearchValues<char> Safe =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./%+ ");
}
