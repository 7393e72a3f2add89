namespace Rhodes.Files.Tests;

/// <summary>Where the tests find the examples and schemas, and a place for files of their own.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    /// <summary>The kinds that examples and tests name.</summary>
    public static readonly string[] Kinds = ["v100", "a100", "h100", "h200", "rtx-5090", "gb200"];

    public static string Example(string name) => Path.Combine(Root, "examples", name);

    /// <summary>Problems without the folder that the test happens to run in.</summary>
    public static string Text(IEnumerable<Problem> problems, string folder) =>
        string.Join('\n', problems.Select(problem => $"{problem}".Replace(folder.Replace('\\', '/') + "/", "", StringComparison.Ordinal)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rhodes.slnx"))) folder = folder.Parent;
        if (folder is not null) return folder.FullName;
        // The build may put its output elsewhere; the source knows where it was compiled.
        return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));
    }

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
