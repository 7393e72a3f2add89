namespace Rhodes.Files;

/// <summary>Paths as messages show them: with forward slashes on every system, relative as they were given.</summary>
internal static class Paths
{
    public static string Shown(string path)
    {
        var shown = Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
        return shown.Length > 1 ? shown.TrimEnd('/') : shown;
    }

    public static string Join(string folder, string name) => folder is "" or "." ? name : Shown(Path.Combine(folder, name));
}
