using System.Text.RegularExpressions;
using Rhodes.Tests.Shared;

namespace Rhodes.Core.Tests.Architecture;

public sealed partial class TidinessTests
{
    /// <summary>Files that may have a path of a machine in them, each with the reason.</summary>
    private static readonly Dictionary<string, string> MayHavePaths = [];

    private static readonly string[] TextEndings =
    [
        ".cs", ".csproj", ".props", ".targets", ".slnx", ".json", ".md", ".sh", ".yaml", ".yml", ".txt", ".csv", ".swf", ".html", ".css",
        ".ts", ".js", "/rhodes", "/test", "/run",
    ];

    [Fact]
    public void Nothing_is_left_for_later() => Assert.Empty(
        from file in SourceTree.Under("src", ".cs").Concat(SourceTree.Under("tests", ".cs"))
        from place in Places(file, Unfinished())
        select place);

    [Fact]
    public void No_path_of_a_machine_is_committed() => Assert.Empty(
        from file in SourceTree.Files
        where TextEndings.Any(ending => $"/{file}".EndsWith(ending, StringComparison.Ordinal)) && !MayHavePaths.ContainsKey(file)
        from place in Places(file, MachinePath())
        select place);

    [Theory]
    [InlineData("rhodes")]
    [InlineData("test")]
    [InlineData(".ci/run")]
    public void The_commands_of_the_README_can_be_run(string file)
    {
        if (OperatingSystem.IsWindows()) return; // which has no such bit
        Assert.True(File.GetUnixFileMode(Repository.Place(file)).HasFlag(UnixFileMode.UserExecute), $"{file} has no run bit");
    }

    private static IEnumerable<string> Places(string file, Regex pattern)
    {
        var text = SourceTree.Read(file);
        return pattern.Matches(text).Select(match => $"{file}:{SourceTree.LineOf(text, match.Index)}: {match.Value}");
    }

    // Written so that neither pattern finds itself.
    [GeneratedRegex(@"\bTO[D]O\b|\bFIX[M]E\b|\bHA[C]K\b|NotImplemented[E]xception")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.])/(home|work|root|Users)/")]
    private static partial Regex MachinePath();
}
