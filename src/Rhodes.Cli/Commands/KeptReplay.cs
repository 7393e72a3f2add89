using System.Diagnostics;
using Rhodes.Files;
using Rhodes.Twin.Keeping;

namespace Rhodes.Cli.Commands;

/// <summary>How far a replay is, kept in a file again and again, so that the same command goes on from there whatever ended it.</summary>
internal sealed class KeptReplay
{
    /// <summary>Between two times that it is kept; the first come sooner.</summary>
    private const long MostBetweenMs = 60_000, LeastBetweenMs = 1_000;

    /// <summary>Keeping takes at most about one part in so many of the time, as long as that is less than a minute.</summary>
    private const int CostShare = 50;

    /// <summary>The value of an option that is only there or not.</summary>
    public const string On = "on";

    private readonly string _path;
    private readonly Dictionary<string, string> _of;
    private readonly Terminal _terminal;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _nextMs = LeastBetweenMs;

    /// <param name="options">What else the run must have the same, by the option's name.</param>
    public KeptReplay(string path, ScenarioSpec scenario, IEnumerable<(string Option, string Value)> options, Terminal terminal)
    {
        (_path, _terminal) = (path, terminal);
        _of = new(StringComparer.Ordinal) { ["rhodes"] = Fingerprint.Program };
        foreach (var (option, value) in options) _of[option] = value;
        foreach (var file in scenario.Files) _of[$"file {Path.GetFullPath(file)}"] = Fingerprint.OfFile(file) ?? "";
    }

    /// <summary>Whether there is something to go on from.</summary>
    public static bool IsThere(string path) => File.Exists(path);

    /// <returns>False when it could not be taken up, or nothing could be kept there; that was said then.</returns>
    public bool TryTakeUp(Action<Keeper> keep)
    {
        if (!IsThere(_path)) return TryProbe();
        try
        {
            List<string> differences = [];
            if (StateFile.Read(_path, _of, (name, before, now) => differences.Add(Difference(name, before, now)), keep) is { } wrong)
                return Refuse($"'{_path}' {wrong}");
            if (differences.Count == 0) return true;
            return Refuse($"'{_path}' is of another run: {string.Join("; ", differences.Distinct())}");
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException)
        {
            _terminal.Refuse($"--state: '{_path}' cannot be read: {no.Message}");
            return false;
        }
    }

    public void KeepNowAndThen(Action<Keeper> keep)
    {
        if (_clock.ElapsedMilliseconds >= _nextMs) TryKeep(keep);
    }

    /// <returns>False when it could not be written; that was said then, and what was kept before still stands.</returns>
    public bool TryKeep(Action<Keeper> keep)
    {
        var start = _clock.ElapsedMilliseconds;
        var kept = true;
        try
        {
            StateFile.Write(_path, _of, keep);
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException)
        {
            _terminal.Error.WriteLine($"--state: '{_path}' cannot be written now: {no.Message}");
            kept = false;
        }

        var end = _clock.ElapsedMilliseconds;
        _nextMs = end + Math.Clamp((end - start) * CostShare, LeastBetweenMs, MostBetweenMs);
        return kept;
    }

    /// <summary>When the run is over, and what came of it was written.</summary>
    public void Remove() => File.Delete(_path);

    private bool TryProbe()
    {
        var part = _path + ".part";
        if (!Loading.TryCreate("--state", part, _terminal, out var file)) return false;
        file.Dispose();
        File.Delete(part);
        return true;
    }

    private bool Refuse(string what)
    {
        _terminal.Refuse($"--state: {what}; expected one that this replay kept, or a file that is not there. Delete it to start anew.");
        return false;
    }

    private static string Difference(string name, string before, string now)
    {
        if (name == "rhodes") return "another version of rhodes kept it";
        if (name.StartsWith("file ", StringComparison.Ordinal)) return before.Length > 0 && now.Length > 0 ? $"{name[5..]} has changed" : "it was read from other files";
        return before.Length == 0 ? $"it had no {name}" : before == On ? $"it had {name}" : $"it had {name} {before}";
    }
}
