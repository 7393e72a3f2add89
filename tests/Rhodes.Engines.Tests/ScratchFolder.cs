namespace Rhodes.Engines.Tests;

/// <summary>A folder of a test, gone afterwards. Whoever jobs run as may pass through it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder()
    {
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(Path, System.IO.File.GetUnixFileMode(Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("rhodes-engine-").FullName;

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
