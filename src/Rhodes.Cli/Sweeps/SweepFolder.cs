using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rhodes.Cli.Sweeps;

/// <summary>Where a sweep keeps what is finished: a file for each run, written whole, so that a sweep that was ended goes on with what is missing.</summary>
internal sealed class SweepFolder : IDisposable
{
    private readonly FileStream _lock;
    private readonly Dictionary<string, string?> _fingerprints = new(StringComparer.Ordinal);

    private SweepFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    /// <returns>False when nothing can be kept there, or another sweep is at work there; that was said then.</returns>
    public static bool TryOpen(string path, Terminal terminal, [NotNullWhen(true)] out SweepFolder? folder)
    {
        folder = null;
        try
        {
            Directory.CreateDirectory(path);
            folder = new(path, new(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
            return true;
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            terminal.Refuse(Directory.Exists(path)
                ? $"--out: '{path}' cannot be used: {no.Message} Perhaps another sweep is at work there."
                : $"--out: '{path}' cannot be made: {no.Message}");
            return false;
        }
    }

    /// <summary>What is kept of a run; null when nothing is, or the program or one of the files that it was played from has changed.</summary>
    public JsonElement? Find(SweepRun run)
    {
        try
        {
            using var kept = JsonDocument.Parse(File.ReadAllBytes(FileOf(run)));
            var result = kept.RootElement;
            if (result.GetProperty("program").GetString() != Fingerprint.Program) return null;
            foreach (var input in result.GetProperty("inputs").EnumerateObject())
                if (input.Value.GetString() is not { } print || print != FingerprintOf(input.Name)) return null;
            return result.Clone();
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;   // what is damaged is played again
        }
    }

    /// <summary>Keeps what came of a run; a run that cannot be kept has failed.</summary>
    public void TryKeep(SweepRun run)
    {
        try
        {
            Keep(run);
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException)
        {
            (run.Result, run.Failure) = (null, $"what came of it could not be kept in {Path}: {no.Message}");
        }
    }

    public void Dispose() => _lock.Dispose();

    private void Keep(SweepRun run)
    {
        var part = FileOf(run) + ".part";
        using (FileStream file = new(part, FileMode.Create, FileAccess.Write))
        {
            using Utf8JsonWriter writer = new(file, new() { Indented = true });
            run.Result!.Value.WriteTo(writer);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(part, FileOf(run), overwrite: true);
    }

    private string FileOf(SweepRun run) => System.IO.Path.Combine(Path, $"{run.Key}.json");

    /// <summary>Read once: thousands of runs share their files.</summary>
    private string? FingerprintOf(string file)
    {
        if (!_fingerprints.TryGetValue(file, out var print)) _fingerprints[file] = print = Fingerprint.OfFile(file);
        return print;
    }
}
