namespace Rhodes.Server.Tests;

/// <summary>A folder of a test, gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rhodes-server-").FullName;

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => !System.IO.Path.GetFileName(file).StartsWith("lock", StringComparison.Ordinal))) System.IO.File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)), overwrite: true);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
