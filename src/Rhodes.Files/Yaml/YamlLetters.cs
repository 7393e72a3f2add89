namespace Rhodes.Files.Yaml;

/// <summary>Finds the letters that make YAML fail with words that nobody understands, before it does.</summary>
internal static class YamlLetters
{
    /// <returns>False when there is a tab in an indentation, a directive or a control character; the findings name each line.</returns>
    public static bool AreSound(string text, Findings findings)
    {
        var before = findings.Count;
        var line = 1;
        foreach (var content in text.AsSpan().EnumerateLines()) Check(content, line++, findings);
        return findings.Count == before;
    }

    private static void Check(ReadOnlySpan<char> content, int line, Findings findings)
    {
        var indentation = content.Length - content.TrimStart(" \t").Length;
        var tab = content[..indentation].IndexOf('\t');
        if (tab >= 0 && indentation < content.Length)
            findings.Add(new Mark(line, tab + 1), "a tab in the indentation", "spaces");
        if (content.StartsWith("%")) findings.Add(new Mark(line, 1), "a YAML directive ('%')", "no directives");
        for (var i = 0; i < content.Length; i++)
        {
            if (!char.IsControl(content[i]) || content[i] is '\t' or '\u0085') continue;
            findings.Add(new Mark(line, i + 1), $"the control character U+{(int)content[i]:X4}", "printable text");
            return;
        }
    }
}
