using System.Text.RegularExpressions;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

/// <summary>What a person sees, kept as files beside the tests. <c>RHODES_ACCEPT=1</c> writes them anew; then read the difference.</summary>
internal static partial class Golden
{
    public static void Holds(string name, string text)
    {
        var path = Repository.Place("tests", "Rhodes.Cli.Tests", "Golden", $"{name}.txt");
        var actual = Plain(text);
        if (Environment.GetEnvironmentVariable("RHODES_ACCEPT") == "1") File.WriteAllText(path, actual);
        else Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }

    /// <summary>Without what differs from run to run, and without blanks at ends of lines.</summary>
    private static string Plain(string text) =>
        TrailingBlanks().Replace(Hash().Replace(Seconds().Replace(text.ReplaceLineEndings("\n"), "N s"), "HASH…"), "").Replace(Repository.Root + "/", "", StringComparison.Ordinal)
            .Replace("  testhost ", "  rhodes ", StringComparison.Ordinal);   // the parser names the process that hosts it

    /// <summary>Of all events: any change of a decision changes it, and two runs of one build are compared elsewhere.</summary>
    [GeneratedRegex(@"\b[0-9a-f]{16}…")]
    private static partial Regex Hash();

    [GeneratedRegex(@"[ \t]+(?=\n)")]
    private static partial Regex TrailingBlanks();

    [GeneratedRegex(@"(?<=in |; )[0-9]+\.[0-9] s\b")]
    private static partial Regex Seconds();
}
