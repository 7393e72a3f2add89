using System.Text;

namespace Rhodes.Twin.Traces;

/// <summary>What makes a trace unusable, and where.</summary>
/// <param name="File">As the caller named it.</param>
/// <param name="Line">From 1; 0 when it is about the file as a whole.</param>
/// <param name="Column">The first character of what was found, from 1; 0 when it is about the line as a whole.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What could have stood there.</param>
public sealed record TraceProblem(string File, long Line, int Column, string Found, string Expected)
{
    private const int LongestQuote = 60;

    /// <summary><c>jobs.csv:12:5: found 'x'; expected the duration in seconds</c>.</summary>
    public override string ToString()
    {
        var place = new StringBuilder(File);
        if (Line > 0) place.Append(':').Append(Line);
        if (Line > 0 && Column > 0) place.Append(':').Append(Column);
        return $"{place}: found {Found}; expected {Expected}";
    }

    /// <summary>Text of a file as it can be shown: in quotes, on one line, and not too long.</summary>
    internal static string Quote(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return "nothing";
        var shown = new StringBuilder("'");
        foreach (var letter in text[..Math.Min(text.Length, LongestQuote)]) shown.Append(char.IsControl(letter) ? '\uFFFD' : letter);
        if (text.Length > LongestQuote) shown.Append('…');
        return shown.Append('\'').ToString();
    }
}
