namespace Rhodes.Cli.Client;

/// <summary>What a server or a file says, as it may be shown: nothing in it can control a terminal.</summary>
internal static class Plain
{
    public static string Text(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) : text;

    /// <summary>Several lines, each plain.</summary>
    public static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Text));

    /// <summary>At most so many letters, the last an ellipsis where some are left out.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? Text(text) : Text(text[..(most - 1)]) + "…";
}
