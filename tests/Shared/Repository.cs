using System.Runtime.CompilerServices;

namespace Rhodes.Tests.Shared;

/// <summary>The clone that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>Its folder. Told from this file's place, since tests run far from their sources.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "..", ".."));

    /// <summary>A file or folder in it.</summary>
    public static string Place(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
