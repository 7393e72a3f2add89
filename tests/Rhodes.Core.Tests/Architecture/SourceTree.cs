using System.Diagnostics;
using Rhodes.Tests.Shared;

namespace Rhodes.Core.Tests.Architecture;

/// <summary>The files of this repository, by their paths from its root with forward slashes.</summary>
internal static class SourceTree
{
    private static readonly string[] NotSources = [".git", ".rhodes", "bin", "obj", "artifacts", "TestResults", "node_modules"];

    /// <summary>Every committed file; in a copy without git every file that is no build output.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. (FromGit() ?? FromFolder()).Where(Exists).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Under(string folder, string ending) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(ending, StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Repository.Place(file));

    /// <summary>The line of a place in a text, from 1.</summary>
    public static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    // A file that was deleted and not yet committed is still in git's list.
    private static bool Exists(string file) => File.Exists(Repository.Place(file));

    private static List<string>? FromGit()
    {
        if (!Path.Exists(Repository.Place(".git"))) return null;
        // With files that are not added yet, so that a mistake is found before it is committed.
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 ? [.. files.Distinct()] : null;
    }

    private static IEnumerable<string> FromFolder() => Directory
        .EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(NotSources.Contains));
}
